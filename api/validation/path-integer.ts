import { ValidationError } from './validation-error.js';

/** A whole number from 1 on in a path. Throws ValidationError in FastAPI's words. */
export function pathInteger(text: string | undefined, name: string): number {
  const input = text ?? '';
  const loc = ['path', name];
  if (!/^\s*[+-]?\d+\s*$/.test(input)) {
    const msg = 'Input should be a valid integer, unable to parse string as an integer';
    throw new ValidationError([{ type: 'int_parsing', loc, msg, input }]);
  }
  const value = Number(input);
  if (value >= 1 && value <= 2_147_483_647) return value;
  const [type, msg, ctx] =
    value < 1
      ? (['greater_than_equal', 'greater than or equal to 1', { ge: 1 }] as const)
      : (['less_than_equal', 'less than or equal to 2147483647', { le: 2_147_483_647 }] as const);
  throw new ValidationError([{ type, loc, msg: `Input should be ${msg}`, input, ctx }]);
}
