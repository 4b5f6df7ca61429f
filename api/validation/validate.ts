import type { z } from 'zod';
import { coerceLax } from './coerce-lax.js';
import type { Place } from './place.js';
import { pydanticIssue } from './pydantic-issue.js';
import { ValidationError } from './validation-error.js';

/** Parses what a caller sent; throws ValidationError with the first fault of each field, in order. */
export function validate<Shape extends z.ZodType>(
  shape: Shape,
  input: unknown,
  place: Place,
): z.output<Shape> {
  const parsed = shape.safeParse(coerceLax(shape, input));
  if (parsed.success) return parsed.data;
  throw new ValidationError(
    firstOfEachField(parsed.error.issues).map((issue) => pydanticIssue(issue, input, place)),
  );
}

function firstOfEachField(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const fields = new Map<string, z.core.$ZodIssue>();
  for (const issue of issues) {
    const field = JSON.stringify(issue.path);
    if (!fields.has(field)) fields.set(field, issue);
  }
  return [...fields.values()];
}
