import type { RunEvent } from '../../contracts/run-events.js';
import { endEvent } from './end-event.js';
import { type Fields, type LiveEvent, listOf, numberOf, statusOf, textOf } from './event-fields.js';

type Show = (data: Fields) => LiveEvent;

/** What each event of a run's log is in the words of a live search; one that is not named here is passed over. */
const SHOWN: Partial<Record<RunEvent['type'], Show>> = {
  'run-start': () => progress('start', 'The search has begun'),
  'plan-ready': ({ plan, planned_by }) => {
    const steps = listOf(Object(plan).steps).map(({ description }) => textOf(description));
    const details = { steps, planned_by };
    return summary(
      'planning',
      `The question is taken in ${counted(steps.length, 'step')}`,
      details,
    );
  },
  'round-start': ({ iteration, queries }) => {
    const asked = listOf(queries).map(({ query }) => textOf(query));
    const message = `Hop ${numberOf(iteration)}: searching for ${asked.join(' · ')}`;
    return progress('searching', message, { hop: iteration, queries: asked });
  },
  'source-found': ({ query, engine, sources }) => {
    const found = listOf(sources);
    const who = typeof engine === 'string' ? engine : 'No provider';
    const message = `${who} found ${counted(found.length, 'page')} for ${textOf(query)}`;
    const urls = found.map(({ url }) => url);
    return progress('searching', message, { provider: engine, query, urls });
  },
  'engine-failed': ({ engine, code, message }) =>
    fault('searching', `${textOf(engine)} failed: ${textOf(message)}`, statusOf(code)),
  'stage-start': ({ stage, pages, depth }) => stageStart(textOf(stage), { pages, depth }),
  'page-read': ({ url, title, characters }) =>
    progress('reading', `Read ${textOf(title) || textOf(url)}`, { url, title, characters }),
  'page-failed': ({ url, code, message }) =>
    fault('reading', `${textOf(url)} was not read: ${textOf(message)}`, statusOf(code)),
  'round-end': ({ iteration, coverage, ...details }) => {
    const steps = listOf(coverage);
    const covered = steps.filter(({ state }) => state === 'covered').length;
    const message = `Hop ${numberOf(iteration)}: ${covered} of ${counted(steps.length, 'step')} covered`;
    return summary('judging', message, { hop: iteration, coverage, ...details });
  },
  'sources-ranked': ({ sources }) =>
    progress('ranking', `The report rests on ${counted(listOf(sources).length, 'source')}`),
  'model-loading': () => progress('loading', 'The model is being loaded'),
  'answer-start': ({ model }) =>
    progress('writing', `${textOf(model)} writes the report`, { model }),
  'answer-delta': ({ text }) => progress('writing', 'Writing', { draft: text }),
  'claims-checked': ({ claims, failed }) => {
    const message = `${counted(numberOf(claims), 'sentence')} checked, ${numberOf(failed)} not supported`;
    return progress('checking', message, { claims, failed });
  },
  'report-chunk': (data) => ({ event: 'markdown_chunk', data }),
  'step-retry': ({ message }) => progress('retrying', textOf(message) || 'A step is tried again'),
  warning: ({ message, ...details }) => progress('warning', textOf(message), details),
  'steer-accepted': ({ direction }) => progress('steering', `Directed to: ${textOf(direction)}`),
  'run-paused': () => progress('paused', 'The search is paused'),
  'run-resumed': () => progress('resumed', 'The search goes on'),
  'finish-requested': () => progress('finishing', 'Gathering stops; the report is written'),
  'budget-changed': (limits) => progress('budget', 'The limits were changed', limits),
  'cancel-requested': () => progress('cancelling', 'The search is being cancelled'),
  'run-end': endEvent,
};

/** An event of a run as one of a live search; undefined for one that says nothing to its client. */
export function liveEvent({ type, data, at }: RunEvent): LiveEvent | undefined {
  const shown = SHOWN[type]?.(withoutAttempt(data));
  return shown === undefined ? undefined : { ...shown, data: { ...shown.data, at } };
}

const STAGES: Readonly<Record<string, readonly [stage: string, message: string]>> = {
  read: ['reading', 'Reading'],
  follow: ['exploring', 'Following'],
  judge: ['judging', 'Comparing what was found with the question'],
  rank: ['ranking', 'Choosing the sources of the report'],
  write: ['writing', 'Writing the report'],
  check: ['checking', 'Comparing the report with its sources'],
};

function stageStart(name: string, { pages, depth }: Fields): LiveEvent {
  const [stage, message] = STAGES[name] ?? [name, name];
  if (pages === undefined) return progress(stage, message);
  const what = counted(numberOf(pages), depth === undefined ? 'page' : 'link');
  return progress(stage, `${message} ${what}`, { pages, depth });
}

function progress(stage: string, message: string, details?: Fields): LiveEvent {
  return { event: 'progress', data: { stage, message, ...(details && { details }) } };
}

function summary(stage: string, message: string, details: Fields): LiveEvent {
  return { event: 'progress', data: { stage, message, details, is_key_summary: true } };
}

/** Something went wrong, and the search goes on. */
function fault(stage: string, message: string, status: number): LiveEvent {
  return { event: 'error', data: { error_message: message, stage, is_fatal: false, status } };
}

function withoutAttempt({ attempt: _attempt, ...data }: Fields): Fields {
  return data;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
