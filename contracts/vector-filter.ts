import { z } from 'zod';
import { scalarsOf } from './metadata.js';
import type { MetadataCondition } from './vector-store.js';

const MOST_VALUES = 200;

/** A filter by metadata: at each path a value, or a list of which one is enough; all paths must hold. */
export const VectorFilter = z
  .record(z.string(), z.unknown())
  .transform((filter, { issues, value }): readonly MetadataCondition[] => {
    const message = faultIn(filter);
    if (message !== undefined) {
      issues.push({ code: 'custom', input: value, message });
      return z.NEVER;
    }
    return [...scalarsOf(filter)].map(([path, anyOf]) => ({ path, anyOf }));
  })
  .meta({
    description:
      'Metadata that a result must have: `{"lang": "en", "tags": ["a", "b"]}` finds what has this lang and any of these tags.',
    override: { type: 'object', additionalProperties: true },
  });

function faultIn(filter: Readonly<Record<string, unknown>>): string | undefined {
  const values = [...scalarsOf(filter).values()].flat();
  if (values.length > MOST_VALUES) return `a filter may hold at most ${MOST_VALUES} values`;
  if (values.some((value) => typeof value === 'number' && !Number.isFinite(value)))
    return 'numbers in a filter must be finite';
  return fieldFault(filter) ?? valueFault(filter);
}

/** A field without a value would hold for everything. */
function valueFault(filter: Readonly<Record<string, unknown>>): string | undefined {
  const bare = Object.entries(filter).find(([, field]) => scalarsOf(field).size === 0);
  return bare === undefined ? undefined : `${bare[0]} has no value, so nothing can be compared`;
}

function fieldFault(fields: object): string | undefined {
  for (const [name, field] of Object.entries(fields)) {
    if (name.startsWith('$'))
      return `${name} is not known here: a filter takes a value, or a list of which one is enough`;
    const items: readonly unknown[] = Array.isArray(field) ? field : [field];
    if (items.length === 0) return `${name} is an empty list, which nothing can match`;
    for (const item of items) {
      const fault = typeof item === 'object' && item !== null ? fieldFault(item) : undefined;
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}
