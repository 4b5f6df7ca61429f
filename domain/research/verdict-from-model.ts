import type { EvidencePack } from '../../contracts/evidence.js';
import type { ResearchStep } from '../../contracts/research.js';
import type { StepVerdictReply } from '../../contracts/research-replies.js';
import type { StepVerdict } from '../../contracts/research-steps.js';
import { isShortQuery, isUsableQuery, tidyQuery } from '../search/model-queries.js';

/** Longest note that is kept. */
const MOST_CHARACTERS = 160;
const NOTHING = /^\W*(?:none|no|nothing|null|n\/?a|empty|false|covered|not applicable)?\W*$/i;

interface Judged {
  readonly step: ResearchStep;
  readonly question: string;
  /** The evidence the model was shown. */
  readonly pack: EvidencePack;
}

/** A model's verdict on a step, mended: empty phrases, junk, and a contradiction or query about something else are dropped. */
export function verdictFromModel(
  { state, missing, contradicts, query }: StepVerdictReply,
  { step, question, pack }: Judged,
): StepVerdict {
  const asked = `${question} ${step.description} ${step.search_query}`;
  const told = pack.sources.flatMap(({ passages }) => passages.map(({ text }) => text)).join(' ');
  const left = state === 'covered' ? '' : noteOf(missing);
  const next = tidyQuery(query);
  return {
    step_number: step.step_number,
    state,
    missing: left,
    contradicts: noteOf(contradicts, told),
    query: state !== 'covered' && isUsableQuery(next, asked) && isShortQuery(next) ? next : '',
    fromDocuments: pack.sources.some(({ source }) => source.source_type === 'document'),
  };
}

/** A note on one line; empty when it says nothing, or nothing of the subject where there is one. */
function noteOf(note: string, subject = ''): string {
  const line = tidyQuery(note);
  if (NOTHING.test(line) || !isUsableQuery(line, subject)) return '';
  if (line.length <= MOST_CHARACTERS) return line;
  const cut = line.lastIndexOf(' ', MOST_CHARACTERS);
  return `${line.slice(0, cut > 0 ? cut : MOST_CHARACTERS)} …`;
}
