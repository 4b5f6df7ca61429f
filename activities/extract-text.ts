import type { EvidencePack } from '../contracts/evidence.js';
import { EXTRACTIVE } from '../contracts/extractive.js';
import { extractiveAnswer } from '../domain/answers/extractive-answer.js';
import type { TellStep } from './tell-step.js';

/** Makes an answer of the best sentences of the sources and tells it as an answer that is written. */
export function extractText(pack: EvidencePack, tell: TellStep): string {
  const text = extractiveAnswer(pack);
  tell('answer-start', { model: EXTRACTIVE });
  tell('answer-delta', { text });
  tell('answer-end', { model: EXTRACTIVE });
  return text;
}
