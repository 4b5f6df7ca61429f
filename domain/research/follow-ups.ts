import type { Contradiction, ResearchStep } from '../../contracts/research.js';
import type { JudgedStep } from '../../contracts/research-steps.js';
import { findNames } from '../search/find-names.js';
import { type OpenStep, openSteps } from './open-questions.js';

const MOST = 5;
/** A description of so many words is the name of a side of the subject, and no sentence. */
const LABEL_WORDS = 5;

const ASKS = /^(?:who|what|when|where|why|which|how|is|are|was|were|do|does|did|can)\b/i;

interface Reported {
  readonly question: string;
  readonly steps: readonly ResearchStep[];
  readonly judged: readonly JudgedStep[];
  readonly contradictions: readonly Contradiction[];
}

/**
 * Questions to ask next, each whole by itself: what the run leaves open, narrowed to what is missing where part of it
 * was found, then what the sources disagree about. The question itself is none of them.
 */
export function followUps({ question, steps, judged, contradictions }: Reported): string[] {
  const open = openSteps(steps, judged).map((step) => questionOf(question, step));
  const disputed = contradictions.map(
    ({ topic }) => `Why do sources disagree on ${oneLine(topic).replace(/[?.!]+$/, '')}?`,
  );
  const asked = keyOf(question);
  return [...open, ...disputed]
    .filter((text, at, all) => keyOf(text) !== asked && all.indexOf(text) === at)
    .slice(0, MOST);
}

function questionOf(question: string, { step, state, missing }: OpenStep): string {
  const query = oneLine(step.search_query);
  const names = findNames(query);
  const lacking = missing
    .split(', ')
    .filter((word) => word !== '' && !names.some((name) => name.includes(word)));
  if (state === 'partly' && lacking.length > 0 && names.length > 0 && !isLabel(step))
    return `What is known about ${names.join(' and ')} with regard to ${lacking.join(', ')}?`;
  if (query.endsWith('?')) return query;
  if (ASKS.test(query)) return `${query}?`;
  if (isLabel(step)) return `${stem(question)} – what about ${lower(oneLine(step.description))}?`;
  return `What is known about ${query}?`;
}

/** A step named by a side of the subject, which its query only has as loose words. */
function isLabel({ description, search_query }: ResearchStep): boolean {
  const words = oneLine(description).split(' ').length;
  return words <= LABEL_WORDS && findNames(description.slice(1)).length === 0
    ? !oneLine(search_query).endsWith('?')
    : false;
}

function stem(question: string): string {
  return oneLine(question).replace(/[?.!\s]+$/, '');
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function keyOf(text: string): string {
  return stem(text).toLowerCase();
}
