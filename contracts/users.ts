import { z } from 'zod';
import { type Actor, ROLES } from './callers.js';

export const User = z
  .object({
    id: z.string().meta({ description: 'The owner of what this user makes.' }),
    name: z.string(),
    role: z.enum(ROLES),
    active: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

/** Body of POST /api/admin/users. */
export const UserRequest = z
  .object({
    id: z
      .string()
      .regex(/^[\w.@+-]{1,128}$/, 'id takes 1 to 128 letters, digits and . @ + - _')
      .meta({ description: 'A short name of your choice, such as an e-mail address.' }),
    name: z.string().trim().min(1).max(200).nullable().default(null),
    role: z.enum(ROLES).default('user'),
  })
  .meta({ id: 'UserRequest' });

/** Body of PATCH /api/admin/users/{id}; what is left out stays. */
export const UserChange = z
  .object({
    name: z.string().trim().min(1).max(200).optional(),
    role: z.enum(ROLES).optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'UserChange' });
export type UserChange = z.infer<typeof UserChange>;

export const UserList = z
  .object({ users: z.array(User), total: z.int().min(0), limit: z.int(), offset: z.int() })
  .meta({ id: 'UserList' });
export type UserList = z.infer<typeof UserList>;

export type NewUser = Pick<User, 'id' | 'name' | 'role'>;

/** The users. What changes takes hold at once on every process. Throws ServiceError. */
export interface UserStore {
  /** Undefined when there is one of that id. */
  create(user: NewUser, by: Actor): Promise<User | undefined>;
  find(id: string): Promise<User | undefined>;
  /** Oldest first. */
  list(page: {
    readonly limit: number;
    readonly offset: number;
  }): Promise<{ readonly users: readonly User[]; readonly total: number }>;
  /** Undefined when there is none. */
  change(id: string, change: UserChange, by: Actor): Promise<User | undefined>;
}
