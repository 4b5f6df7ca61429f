import { z } from 'zod';

/** The fields of `/api/show` that are read. */
export const ShownModel = z.object({
  capabilities: z.array(z.string()).optional(),
  details: z.object({ family: z.string().default('') }).default({ family: '' }),
  model_info: z.record(z.string(), z.unknown()).default({}),
  parameters: z.string().default(''),
});
export type ShownModel = z.infer<typeof ShownModel>;

/** Tokens of context a model has: what it was trained for, or the smaller `num_ctx` it was set up with. */
export function measureContext({ model_info, parameters }: ShownModel): number | undefined {
  const trained = Object.entries(model_info).find(([key]) => key.endsWith('.context_length'))?.[1];
  const setUp = /^num_ctx\s+(\d+)/m.exec(parameters)?.[1];
  const told = [trained, setUp].map(Number).filter((tokens) => tokens > 0);
  return told.length === 0 ? undefined : Math.min(...told);
}
