import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import type { ApiContext } from '../api-context.js';
import { jsonFault } from './json-fault.js';
import { readBytes } from './read-bytes.js';
import { validate } from './validate.js';
import { ValidationError } from './validation-error.js';

/** Levels of nesting that a request may have; deeper text only serves to exhaust a stack. */
const DEPTH = 64;

/** Reads and checks a JSON body, whatever type it is declared to be. Throws ValidationError or ApiError. */
export async function jsonBody<Shape extends z.ZodType>(
  ctx: ApiContext,
  shape: Shape,
  limitBytes = 1_000_000,
): Promise<z.output<Shape>> {
  const value = parseJson(await readBytes(ctx, limitBytes));
  if (value === null || value === undefined)
    throw new ValidationError([
      { type: 'missing', loc: ['body'], msg: 'Field required', input: null },
    ]);
  return validate(shape, value, 'body');
}

/** The value that bytes of JSON stand for; undefined for none. Throws ValidationError. */
export function parseJson(bytes: Buffer): unknown {
  const text = new TextDecoder().decode(bytes);
  if (!isUtf8(bytes)) throw unreadable('Invalid UTF-8', Math.max(0, text.indexOf('\ufffd')));
  if (text.trim() === '') return undefined;
  const value = parseOrThrow(text);
  if (isDeeperThan(DEPTH, value)) throw unreadable(`Nested deeper than ${DEPTH} levels`, 0);
  return value;
}

function parseOrThrow(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { message, position } = jsonFault(text);
    throw unreadable(message, position);
  }
}

function unreadable(error: string, position: number): ValidationError {
  return new ValidationError([
    {
      type: 'json_invalid',
      loc: ['body', position],
      msg: 'JSON decode error',
      input: {},
      ctx: { error },
    },
  ]);
}

/** Level by level instead of by recursion, which is what a deep value would break. */
function isDeeperThan(depth: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let reached = 0; reached <= depth; reached++) {
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
