import { z } from 'zod';
import type { StreamedEvent } from './event-stream.js';

/** The answer as far as it is written, and the attempt that writes it. */
export interface LiveAnswer {
  readonly text: string;
  readonly attempt: number;
}

export const NO_ANSWER: LiveAnswer = { text: '', attempt: 1 };

/** The steps that write; their activity names. */
const WRITING_STEPS = ['writeAnswer', 'extractAnswer', 'askPerplexity'];

const Data = z.object({ text: z.string(), step: z.string(), attempt: z.int() }).partial();

/** The answer after one more event. What a failed attempt had written is dropped, and so is what it still writes late. */
export function addToAnswer(answer: LiveAnswer, { type, data }: StreamedEvent): LiveAnswer {
  const { text = '', step = '', attempt = 1 } = Data.safeParse(data).data ?? {};
  switch (type) {
    case 'answer-start':
      return { text: '', attempt };
    case 'answer-delta':
      return attempt === answer.attempt ? { text: answer.text + text, attempt } : answer;
    case 'answer-replaced':
      return { ...answer, text };
    case 'step-retry':
      return WRITING_STEPS.includes(step) ? { text: '', attempt } : answer;
    default:
      return answer;
  }
}
