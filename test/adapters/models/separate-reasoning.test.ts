import fc from 'fast-check';
import { expect, test } from 'vitest';
import { separateReasoning } from '../../../adapters/models/separate-reasoning.js';
import type { ChatPart } from '../../../contracts/models.js';
import { NO_USAGE } from '../../../contracts/no-usage.js';

async function separate(pieces: readonly string[]) {
  async function* told(): AsyncGenerator<ChatPart> {
    for (const text of pieces) yield { type: 'text-delta', text };
    yield { type: 'end', reason: 'stop', usage: NO_USAGE };
  }
  const out = { text: '', reasoning: '', ends: 0 };
  for await (const part of separateReasoning(told())) {
    if (part.type === 'text-delta') out.text += part.text;
    if (part.type === 'reasoning-delta') out.reasoning += part.text;
    if (part.type === 'end') out.ends += 1;
  }
  return out;
}

/** Cuts a text at places that fast-check chooses. */
const cut = (text: string) =>
  fc.array(fc.nat(text.length), { maxLength: 12 }).map((places) => {
    const at = [0, ...places.toSorted((a, b) => a - b), text.length];
    return at.slice(1).map((end, index) => text.slice(at[index], end));
  });

test.each([
  { said: '<think>a < b</think>\n\nYes.', text: 'Yes.', reasoning: 'a < b' },
  { said: ' \n<thinking>hm</thinking>Yes.', text: ' \nYes.', reasoning: 'hm' },
  { said: 'Yes.\n<think>sure?</think>\nNo.', text: 'Yes.\nNo.', reasoning: 'sure?' },
  { said: 'Write `<think>` first; 1 <t and a <thin line', reasoning: '' },
  { said: '<think>never closed', text: '', reasoning: 'never closed' },
  { said: '<thin', reasoning: '' },
])('$said is taken apart the same however it is cut', async ({ said, text, reasoning }) => {
  await fc.assert(
    fc.asyncProperty(cut(said), async (pieces) => {
      const out = await separate(pieces);
      expect(out.reasoning).toBe(reasoning);
      expect(out.text.replace(/\s+/g, ' ')).toBe((text ?? said).replace(/\s+/g, ' '));
      expect(out.ends).toBe(1);
    }),
    { numRuns: 60 },
  );
});
