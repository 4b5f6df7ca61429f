import { z } from 'zod';
import { isRecord } from '../is-record.js';

/** A whole number as pydantic reads one from text: a sign, single underscores, a fraction of zeros. */
const INTEGER = /^\s*[+-]?\d+(?:_\d+)*(?:\.0*)?\s*$/;
const TRUE = new Set(['1', 'on', 't', 'true', 'y', 'yes']);
const FALSE = new Set(['0', 'off', 'f', 'false', 'n', 'no']);

/**
 * Reads "20" as 20 and "true" as true where the shape wants it, as pydantic does outside strict mode.
 * What cannot be read stays wrong, so that the shape refuses it.
 */
export function coerceLax(shape: z.core.$ZodType, value: unknown): unknown {
  const inner = unwrap(shape);
  if (inner instanceof z.ZodObject) return isRecord(value) ? coerceFields(inner, value) : value;
  if (inner instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => coerceLax(inner.element, item));
  if (inner instanceof z.ZodNumber) return toInteger(value);
  if (inner instanceof z.ZodBoolean) return toBoolean(value);
  return typeof value === 'string' ? wellFormed(value) : value;
}

function unwrap(shape: z.core.$ZodType): z.core.$ZodType {
  const wraps =
    shape instanceof z.ZodDefault ||
    shape instanceof z.ZodPrefault ||
    shape instanceof z.ZodNullable ||
    shape instanceof z.ZodOptional;
  return wraps ? unwrap(shape.unwrap()) : shape;
}

function coerceFields(shape: z.ZodObject, fields: Record<string, unknown>) {
  const coerced: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape.shape))
    if (Object.hasOwn(fields, name)) coerced[name] = coerceLax(field, fields[name]);
  // A shape that lets unknown fields through gets them as they came.
  return shape.def.catchall === undefined ? coerced : { ...fields, ...coerced };
}

function toInteger(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return withinSafe(value);
  if (typeof value !== 'string') return value;
  return INTEGER.test(value) ? withinSafe(Number(value.replaceAll('_', ''))) : Number.NaN;
}

/** Whole numbers past what a double holds exactly are past every range of ours too. */
function withinSafe(value: number): number {
  if (!Number.isInteger(value)) return value;
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
}

function toBoolean(value: unknown): unknown {
  if (value === 0 || value === 1) return value === 1;
  if (typeof value !== 'string') return value;
  if (TRUE.has(value.toLowerCase())) return true;
  return FALSE.has(value.toLowerCase()) ? false : value;
}

/** Half a surrogate pair cannot be stored; it becomes U+FFFD. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
