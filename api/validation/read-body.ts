import { z } from 'zod';
import { characters } from './characters.js';

/** A read request as the API takes it: a web address, told apart by what is wrong with it. */
export const ReadBody = z.object({
  url: characters(1, 4_096).check(({ value, issues }) => {
    const fault = urlFault(value);
    if (fault !== undefined) issues.push({ code: 'custom', input: value, ...fault });
  }),
});

function urlFault(text: string) {
  if (!URL.canParse(text)) {
    const error = /^[a-z][a-z\d+.-]*:/i.test(text)
      ? 'invalid international domain name'
      : 'relative URL without a base';
    const message = `Input should be a valid URL, ${error}`;
    return { message, params: { type: 'url_parsing', ctx: { error } } };
  }
  if (['http:', 'https:'].includes(new URL(text).protocol)) return undefined;
  const expected_schemes = "'http' or 'https'";
  const message = `URL scheme should be ${expected_schemes}`;
  return { message, params: { type: 'url_scheme', ctx: { expected_schemes } } };
}
