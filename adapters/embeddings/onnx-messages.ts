import { z } from 'zod';

/** What the embedding process is told. Vectors and texts travel by structured clone. */
export const ToOnnx = z.discriminatedUnion('type', [
  /** `runtime` is the folder of the installed library, `model` that of the model. */
  z.object({ type: z.literal('open'), runtime: z.string(), model: z.string() }),
  z.object({ type: z.literal('embed'), id: z.int(), texts: z.array(z.string()) }),
  z.object({ type: z.literal('count'), id: z.int(), texts: z.array(z.string()) }),
]);
export type ToOnnx = z.infer<typeof ToOnnx>;

/** What it answers: 'ready' or 'failed' to opening, then to each call what was asked for, or the error. */
export const FromOnnx = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('failed'), message: z.string() }),
  z.object({ type: z.literal('vectors'), id: z.int(), vectors: z.array(z.array(z.number())) }),
  z.object({
    type: z.literal('counts'),
    id: z.int(),
    tokens: z.array(z.int()),
    mostTokens: z.number(),
  }),
  z.object({ type: z.literal('error'), id: z.int(), message: z.string() }),
]);
export type FromOnnx = z.infer<typeof FromOnnx>;
