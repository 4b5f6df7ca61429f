import { z } from 'zod';
import type { StreamedEvent } from './event-stream.js';

/** The answer as far as it is written, and the attempt that writes it. */
export interface LiveAnswer {
  readonly text: string;
  readonly attempt: number;
  /** The sections of a report so far; an answer to a question is one. */
  readonly sections: readonly string[];
}

export const NO_ANSWER: LiveAnswer = { text: '', attempt: 1, sections: [] };

/** The steps that write; their activity names. */
const WRITING_STEPS = ['writeAnswer', 'extractAnswer', 'askPerplexity'];
/** Those that write one section of many, and say which when they begin it anew. */
const SECTION_STEPS = ['writeSection', 'extractSection'];

const Data = z
  .object({ text: z.string(), step: z.string(), attempt: z.int(), section: z.int().min(1) })
  .partial();

/** The answer after one more event. What a failed attempt had written is dropped, and so is what it still writes late. */
export function addToAnswer(answer: LiveAnswer, { type, data }: StreamedEvent): LiveAnswer {
  const { text = '', step = '', attempt = 1, section = 1 } = Data.safeParse(data).data ?? {};
  const written = answer.sections[section - 1] ?? '';
  switch (type) {
    case 'answer-start':
      return ending(answer, { section, text: '', attempt });
    case 'answer-delta':
      return attempt === answer.attempt
        ? ending(answer, { section, text: written + text, attempt })
        : answer;
    case 'answer-replaced':
      return ending(answer, { section, text, attempt: answer.attempt });
    case 'step-retry':
      if (SECTION_STEPS.includes(step)) return { ...answer, attempt };
      return WRITING_STEPS.includes(step) ? { text: '', attempt, sections: [] } : answer;
    default:
      return answer;
  }
}

interface Ending {
  readonly section: number;
  readonly text: string;
  readonly attempt: number;
}

/** Sections are written in order, so the one that is told of is the last. */
function ending({ sections }: LiveAnswer, { section, text, attempt }: Ending): LiveAnswer {
  const all = [...sections.slice(0, section - 1), text];
  return { text: all.join(''), attempt, sections: all };
}
