import { jsonrepair } from 'jsonrepair';
import type { z } from 'zod';

/**
 * Reads a model's reply as the shape: reasoning, fences and prose around the JSON are set aside, broken or
 * cut JSON is repaired. Undefined when nothing in it fits; never throws.
 */
export function readJson<T>(reply: string, shape: z.ZodType<T>): T | undefined {
  for (const candidate of candidates(reply)) {
    const read = shape.safeParse(parseLoosely(candidate));
    if (read.success) return read.data;
  }
  return undefined;
}

/** The places in a reply where the JSON may be, likeliest first. */
function* candidates(reply: string): Generator<string> {
  const text = reply.replace(/^[\s\S]*<\/think(?:ing)?>/, '').trim();
  if (text === '') return;
  yield text;
  const fenced = /```(?:json)?\s*([\s\S]*?)(?:```|$)/i.exec(text)?.[1];
  if (fenced !== undefined) yield fenced;
  for (const [open, close] of [
    ['{', '}'],
    ['[', ']'],
  ] as const) {
    const start = text.indexOf(open);
    if (start < 0) continue;
    yield text.slice(start, text.lastIndexOf(close) + 1);
    yield text.slice(start);
  }
}

function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return repaired(text);
  }
}

function repaired(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    return undefined;
  }
}
