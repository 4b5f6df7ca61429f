import { z } from 'zod';

/** Body of every /api/v1 error but validation. */
export const ErrorBody = z
  .object({
    error: z.string(),
    message: z.string(),
    trace_id: z.string(),
    session_id: z
      .uuid()
      .optional()
      .meta({ description: 'The run it happened to; its partial result stays readable.' }),
    details: z.string().optional().meta({ description: 'Only with LOG_LEVEL=debug.' }),
  })
  .meta({ id: 'ErrorBody' });
export type ErrorBody = z.infer<typeof ErrorBody>;

export const ValidationIssue = z
  .object({
    type: z.string(),
    loc: z.array(z.union([z.string(), z.int()])),
    msg: z.string(),
    input: z.unknown(),
    ctx: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'ValidationIssue' });
export type ValidationIssue = z.infer<typeof ValidationIssue>;

/** Body of 422, in FastAPI's shape. */
export const ValidationErrorBody = z
  .object({ detail: z.array(ValidationIssue) })
  .meta({ id: 'ValidationErrorBody' });
export type ValidationErrorBody = z.infer<typeof ValidationErrorBody>;
