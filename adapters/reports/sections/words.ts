import type { ReportDocument } from '../../../contracts/reports.js';

const KINDS: Readonly<Record<string, string>> = {
  search: 'Search',
  perplexity: 'Search by Perplexity',
  research: 'Research',
};

const STATES: Readonly<Record<ReportDocument['status'], string>> = {
  queued: 'has not begun',
  running: 'is still running',
  completed: 'is complete',
  failed: 'failed',
  cancelled: 'was cancelled',
  timed_out: 'ran out of time',
};

const ENDS: Readonly<Record<NonNullable<ReportDocument['ended_by']>, string>> = {
  coverage: 'every question was covered',
  stagnation: 'further rounds brought nothing new',
  iterations: 'the rounds asked for were done',
  budget: 'the budget was used up',
  time: 'the time was used up',
  finish: 'it was told to finish',
};

export function kindWord(kind: string): string {
  return KINDS[kind] ?? kind;
}

/** "was cancelled", after the name of the run. */
export function stateWords(status: ReportDocument['status']): string {
  return STATES[status];
}

/** Why gathering ended. */
export function endWords(endedBy: NonNullable<ReportDocument['ended_by']>): string {
  return ENDS[endedBy];
}

/** "2026-11-25 10:30 UTC"; what is no time stays as it is. */
export function timeWords(iso: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(iso);
  if (match === null) return iso;
  return match[2] === undefined ? iso : `${match[1]} ${match[2]} UTC`;
}

/** "1 source", "2 sources". */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
