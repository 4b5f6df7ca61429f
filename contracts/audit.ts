import { z } from 'zod';

export const AuditEntry = z
  .object({
    id: z.string(),
    at: z.string(),
    actor: z.string().meta({ description: 'The user who made the change.' }),
    key_id: z.string().nullable().meta({ description: 'The key it was made with.' }),
    action: z.string().meta({ description: 'Such as key-create or settings-change.' }),
    target: z.string().meta({ description: 'What was changed.' }),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditList = z
  .object({ entries: z.array(AuditEntry), total: z.int().min(0), limit: z.int(), offset: z.int() })
  .meta({ id: 'AuditList' });
export type AuditList = z.infer<typeof AuditList>;

/** Every change that was made to what decides on access: never changed itself, and without secrets. */
export interface AuditLog {
  /** Newest first. */
  list(page: {
    readonly limit: number;
    readonly offset: number;
  }): Promise<{ readonly entries: readonly AuditEntry[]; readonly total: number }>;
}
