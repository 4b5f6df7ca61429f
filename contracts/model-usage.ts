import { z } from 'zod';

/** What a key used of a model. */
export const ModelUsage = z
  .object({
    owner: z.string(),
    key_id: z.string().nullable(),
    model: z.string(),
    requests: z.int().min(0),
    prompt_tokens: z.int().min(0),
    completion_tokens: z.int().min(0),
  })
  .meta({ id: 'ModelUsage' });
export type ModelUsage = z.infer<typeof ModelUsage>;

/** A day that there is; the calendar of the database has no year 0. */
const Day = z.iso
  .date('it takes a day such as 2027-01-31')
  .regex(/^(?!0000)/, 'it takes a day such as 2027-01-31');

export const UsageQuery = z.object({
  from: Day.optional().meta({ description: 'First day in UTC; 30 days ago by default.' }),
  to: Day.optional().meta({ description: 'Last day in UTC; today by default.' }),
  owner: z.string().optional(),
});

/** Rows of a report; those with fewer requests are left out, and it says so. */
export const USAGE_ROWS = 10_000;

export const UsageReport = z
  .object({
    from: z.string(),
    to: z.string(),
    usage: z.array(ModelUsage),
    truncated: z.boolean().meta({
      description: `Whether there is more than the ${USAGE_ROWS} rows with the most requests: ask for fewer days or one owner.`,
    }),
  })
  .meta({ id: 'UsageReport' });
export type UsageReport = z.infer<typeof UsageReport>;

export interface UsedModel {
  readonly owner: string;
  readonly keyId: string | null;
  readonly model: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** Requests and tokens, by key and model. Written within a second, beside the work: no call waits for it. */
export interface UsageLog {
  note(used: UsedModel): void;
  /** Sums from day to day, both included, the most requests first; at most USAGE_ROWS and one more, to tell that there are. */
  report(days: {
    readonly from: string;
    readonly to: string;
    readonly owner?: string | undefined;
  }): Promise<readonly ModelUsage[]>;
}
