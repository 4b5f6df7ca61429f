import { characters } from './characters.js';

/** Control characters without a meaning in a question; some stores refuse them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** A question as the API takes it: trimmed, and more than white space. */
export const Question = characters(1, 5_000)
  .transform((query) => query.replace(CONTROLS, '').trim())
  .refine((query) => query !== '', 'query must hold more than white space');
