import { expect, test } from 'vitest';
import { jsonFault } from '../../../api/validation/json-fault.js';

test.each([
  ['{"query": }', 10, 'Expecting value'],
  ['{"query": q}', 10, 'Expecting value'],
  ['{"query": "q"', 13, "Expecting ',' delimiter"],
  ['{query: "q"}', 1, 'Expecting property name enclosed in double quotes'],
  ['{"query" "q"}', 9, "Expecting ':' delimiter"],
  ['{"query": "q"} x', 15, 'Extra data'],
  ['{"query": "q', 10, 'Unterminated string starting at'],
  ['query=q', 0, 'Expecting value'],
  ['[1 2]', 3, "Expecting ',' delimiter"],
  ['['.repeat(200_000), 0, 'Expecting value'],
])('%s stops being JSON at %i: %s', (text, position, message) => {
  expect(jsonFault(text)).toEqual({ position, message });
});
