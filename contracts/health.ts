import { z } from 'zod';

/** What a part of the instance resolved to, and why: one line of the table printed at start. */
export const Component = z
  .object({
    name: z.string(),
    state: z.enum(['ready', 'degraded', 'off']),
    using: z.string(),
    why: z.string(),
  })
  .meta({ id: 'Component' });
export type Component = z.infer<typeof Component>;

export const Health = z
  .object({
    status: z.enum(['healthy', 'degraded']),
    service: z.literal('research-service'),
    version: z.string(),
    environment: z.string(),
    components: z.array(Component).optional(),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;

export const ServiceInfo = z
  .object({
    service: z.literal('Research Service API'),
    version: z.string(),
    docs: z.string(),
    health: z.string(),
    status: z.literal('ready'),
  })
  .meta({ id: 'ServiceInfo' });
export type ServiceInfo = z.infer<typeof ServiceInfo>;
