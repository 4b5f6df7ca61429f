import { z } from 'zod';
import type { Actor } from './callers.js';
import { RateLimit } from './limits.js';

export const EndpointLimit = RateLimit.extend({
  path: z
    .string()
    .regex(
      /^\/(v1|api\/v1)(\/([\w.-]*|\{\w+\}))+\*?$/i,
      'path takes a path under /v1/ or /api/v1/, with {id} for any one part',
    )
    .meta({
      description:
        'A path, of which {id} stands for any one part; with * at its end, every path that begins so.',
    }),
  per: z
    .enum(['all', 'caller'])
    .default('all')
    .meta({ description: 'Whether all callers share it or each has it.' }),
}).meta({ id: 'EndpointLimit' });
export type EndpointLimit = z.infer<typeof EndpointLimit>;

const FIELDS = {
  api_enabled: z.boolean().meta({ description: 'Off, everything under /v1 answers 503.' }),
  active_model: z
    .string()
    .min(1)
    .max(300)
    .nullable()
    .meta({ description: 'The model that answers chats; null takes the default.' }),
  global_limit: RateLimit.nullable().meta({
    description: 'For all users and keys together; null for none.',
  }),
  key_limit: RateLimit.nullable().meta({
    description: 'For each key that has no limit of its own; null for none.',
  }),
  ip_limit: RateLimit.nullable().meta({
    description:
      'For each address that sends no valid key. On this machine only requests that change something count.',
  }),
  endpoint_limits: z.array(EndpointLimit).max(100),
  blocked_user_agents: z
    .array(z.string().trim().min(1).max(200))
    .max(1_000)
    .meta({ description: 'Parts of the User-Agent that are refused, in any case.' }),
};

/** What an administrator decides, as it is. */
export const Settings = z.object(FIELDS).meta({ id: 'Settings' });
export type Settings = z.infer<typeof Settings>;

/** Body of PATCH /api/admin/settings: what is left out stays. */
export const SettingsChange = z.object(FIELDS).partial().meta({ id: 'SettingsChange' });
export type SettingsChange = z.infer<typeof SettingsChange>;

export const DEFAULT_SETTINGS: Settings = {
  api_enabled: true,
  active_model: null,
  global_limit: null,
  key_limit: null,
  ip_limit: { max_requests: 100, window_seconds: 60 },
  endpoint_limits: [],
  blocked_user_agents: [],
};

/** The settings of the administrator. What changes takes hold on every process, within a second. */
export interface SettingsStore {
  /** As this process knows them. */
  current(): Settings;
  /** Undefined while what is known may be trusted; else wait for it. Rejects with ServiceError. */
  fresh(): Promise<void> | undefined;
  change(change: SettingsChange, by: Actor): Promise<Settings>;
}
