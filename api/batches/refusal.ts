import { ValidationError } from '../validation/validation-error.js';

/** What is wrong with a batch as a whole. */
export function refusal(msg: string): ValidationError {
  return new ValidationError([{ type: 'value_error', loc: ['body'], msg, input: null }]);
}
