import type { Warning } from '../contracts/warnings.js';

/** What a person is told of a text that a model wrote: evidence that found no room, and a reply cut off. */
export function writtenWarnings(
  model: string,
  { leftOut, cut }: { readonly leftOut: number; readonly cut: boolean },
): Warning[] {
  return [...leftOutOf(leftOut), ...(cut ? [cutShort(model)] : [])];
}

function leftOutOf(passages: number): Warning[] {
  if (passages === 0) return [];
  const message = `${passages} passages did not fit the model's context and were left out.`;
  return [{ code: 'evidence-left-out', message }];
}

function cutShort(model: string): Warning {
  return { code: 'answer-cut', message: 'The model ran into its limit of tokens.', subject: model };
}
