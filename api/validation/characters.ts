import { z } from 'zod';

/** Text of so many characters, counted as people and JSON Schema do: an emoji is one, not two. */
export function characters(least: number, most: number) {
  return z.string().check(({ value, issues }) => {
    const length = value.length > 2 * most ? value.length : [...value].length;
    const issue = { origin: 'string', inclusive: true, input: value, continue: false } as const;
    if (length < least) issues.push({ ...issue, code: 'too_small', minimum: least });
    if (length > most) issues.push({ ...issue, code: 'too_big', maximum: most });
  });
}
