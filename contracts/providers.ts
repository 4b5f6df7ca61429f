import { z } from 'zod';
import type { Actor } from './callers.js';

export const PROVIDER_KINDS = ['ollama', 'openai', 'plumbline', 'images', 'automatic1111'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

const FIELDS = {
  name: z
    .string()
    .trim()
    .regex(/^[\w .-]{1,60}$/, 'name takes 1 to 60 letters, digits, blanks and . - _')
    .meta({ description: 'Stands before the names of its models where they need it.' }),
  kind: z.enum(PROVIDER_KINDS).meta({
    description:
      'Ollama, any server of the OpenAI protocol, another instance of this product, a server of that protocol ' +
      'that makes images alone, or AUTOMATIC1111.',
  }),
  api_url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .meta({ description: 'Its base address.' }),
  priority: z
    .int()
    .min(0)
    .max(1_000)
    .meta({ description: 'Of two with the same model the lower is asked first.' }),
};

export const Provider = z
  .object({
    id: z.uuid(),
    ...FIELDS,
    key_set: z.boolean().meta({ description: 'Whether there is a key; it is never shown.' }),
    created_at: z.string(),
  })
  .meta({ id: 'Provider' });
export type Provider = z.infer<typeof Provider>;

/** Body of POST /api/admin/providers. */
export const ProviderRequest = z
  .object({ ...FIELDS, priority: FIELDS.priority.default(100) })
  .meta({ id: 'ProviderRequest' });
export type ProviderRequest = z.infer<typeof ProviderRequest>;

/** Body of PATCH /api/admin/providers/{id}: what is left out stays. */
export const ProviderChange = z.object(FIELDS).partial().meta({ id: 'ProviderChange' });
export type ProviderChange = z.infer<typeof ProviderChange>;

/** Body of PUT /api/admin/providers/{id}/key. */
export const ProviderKey = z
  .object({ key: z.string().trim().min(1).max(5_000) })
  .meta({ id: 'ProviderKey' });

export const ProviderList = z.object({ providers: z.array(Provider) }).meta({ id: 'ProviderList' });
export type ProviderList = z.infer<typeof ProviderList>;

/** Where further models come from. What changes takes hold on every process, within a second. */
export interface ProviderStore {
  /** By priority, then by name. */
  list(): Promise<readonly Provider[]>;
  find(id: string): Promise<Provider | undefined>;
  /** Undefined when there is one of that name. */
  create(provider: ProviderRequest, by: Actor): Promise<Provider | undefined>;
  /** A new address takes the key away, which was meant for the old one. Undefined when there is none, or the name is taken. */
  change(id: string, change: ProviderChange, by: Actor): Promise<Provider | undefined>;
  remove(id: string, by: Actor): Promise<boolean>;
  /** Keeps a key, encrypted; null takes it away. False when there is no such provider. */
  setKey(id: string, key: string | null, by: Actor): Promise<boolean>;
}
