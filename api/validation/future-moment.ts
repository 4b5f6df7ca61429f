import { ValidationError } from './validation-error.js';

/** A moment of a body that must lie ahead. Throws ValidationError for one that has passed. */
export function futureMoment(text: string | null, field: string): string | null {
  if (text === null || Date.parse(text) > Date.now()) return text;
  throw new ValidationError([
    {
      type: 'datetime_future',
      loc: ['body', field],
      msg: 'Input should be in the future',
      input: text,
    },
  ]);
}
