import { EXTRACTIVE } from '../contracts/extractive.js';
import type { CheckedSection, WrittenSection } from '../contracts/report-steps.js';
import type { Section, WrittenSections } from '../contracts/research-steps.js';
import { hasTokensFor } from '../domain/research/spending.js';
import { about } from './about.js';
import { completeReport, extractSection, tellSections, writeSection } from './activities.js';
import { type Checking, checkWritten } from './check-written.js';
import { WRITE_SHARE } from './clock.js';
import type { Researching } from './research-state.js';
import { addUsage, addWarnings } from './search-state.js';
import { tryUnderControl } from './try-under-control.js';
import { warn } from './warn.js';

/** The least share of the time left that a section gets: a slow model then writes the first ones rather than none. */
const LEAST_SLOT = 1 / 3;
/** Writing gets this share of a section's time; the check and what it makes the model rewrite get the rest. */
const WRITING = 0.75;
/** A model that failed so often in a row is not asked for the sections that are left. */
const MOST_FAILURES = 2;

interface Report {
  readonly packKey: string;
  readonly sections: readonly Section[];
  readonly model: string;
}

interface Writing extends Report {
  readonly researching: Researching;
  /** Kept in the state of the run, so that one which ends meanwhile has them. */
  readonly done: CheckedSection[];
  failures: number;
  /** Tokens of the section that took most. */
  mostTokens: number;
}

/**
 * Has the model write section after section, each from its own evidence and in its own part of the time that is left.
 * Where it fails, or nothing of what it wrote holds, the section is made of sentences of the sources.
 */
export async function writeByModel(
  researching: Researching,
  report: Report,
): Promise<WrittenSections> {
  const { input, state } = researching;
  const { sectionsDone: done } = state;
  const writing: Writing = { ...report, researching, done, failures: 0, mostTokens: 0 };
  for (const at of report.sections.keys()) {
    await writeOne(writing, at);
    if (input.live !== undefined) await tellDone(writing);
  }
  state.modelUsed = modelOf(done);
  return completeReport({ runId: input.runId, packKey: report.packKey, sections: done });
}

/** The model that wrote a report, when it wrote any of it. */
export function modelOf(sections: readonly CheckedSection[]): string {
  return sections.find(({ modelUsed }) => modelUsed !== EXTRACTIVE)?.modelUsed ?? EXTRACTIVE;
}

/** The report of a live search is told as far as it is done. */
async function tellDone({ researching, done }: Writing): Promise<void> {
  const { runId, request } = researching.input;
  if (done.length > 0) await tellSections({ runId, question: request.query, sections: done });
}

async function writeOne(writing: Writing, at: number): Promise<void> {
  const { researching, sections, done, packKey } = writing;
  const section = sections[at];
  if (section === undefined) return;
  const outcome = mayAsk(writing, section) ? await ask(writing, section, at) : 'extract';
  if (outcome === 'nothing') return;
  if (outcome !== 'extract') return void done.push(outcome);
  await researching.controls.ready();
  const { runId } = researching.input;
  const number = done.length + 1;
  const extracted = await extractSection({ runId, packKey, section, number, before: done });
  if (extracted !== null) done.push(extracted);
}

/** Whether the budget has room for a section like those before, and the model has not failed for good. */
function mayAsk({ researching, failures, mostTokens, model }: Writing, section: Section): boolean {
  const { state, controls } = researching;
  if (failures >= MOST_FAILURES) {
    warn(researching, extracted(section, model, 'The model failed before'));
    return false;
  }
  const { tokens } = controls.limits;
  if (hasTokensFor(mostTokens, tokens, state.usage.total_tokens)) return true;
  warn(researching, {
    code: 'budget-reached',
    message: `The budget of ${tokens} tokens left no room for the model to write “${section.heading}”, so it is made of sentences of the sources.`,
    subject: 'tokens',
  });
  return false;
}

/** The checked section of the model; 'extract' where it has none that holds, 'nothing' where no source tells of it. */
async function ask(
  writing: Writing,
  section: Section,
  at: number,
): Promise<CheckedSection | 'extract' | 'nothing'> {
  const { researching, packKey, sections, model, done } = writing;
  const { state, clock, input } = researching;
  const now = clock.usedShare();
  const slot = Math.max(LEAST_SLOT, 1 / (sections.length - at));
  const end = now + Math.max(0, WRITE_SHARE - now) * slot;
  const before = state.usage.total_tokens;
  const number = done.length + 1;
  const written = await tryUnderControl(researching, now + WRITING * (end - now), () =>
    about(writeSection, section.heading, {
      runId: input.runId,
      packKey,
      section,
      number,
      question: state.question,
      model,
      strategy: input.request.prompt_strategy,
      todayIso: input.createdAt,
    }),
  );
  if (written === undefined) {
    writing.failures += 1;
    return fallBack(writing, section, 'The model failed or took too long');
  }
  writing.failures = 0;
  addUsage(state, written.usage);
  addWarnings(state, written.warnings);
  const place = { number, heading: section.heading };
  const checked = await check(researching, { written, section: place, end });
  writing.mostTokens = Math.max(writing.mostTokens, state.usage.total_tokens - before);
  if (checked === 'nothing') return 'nothing';
  return checked ?? fallBack(writing, section, 'Nothing of what the model wrote could be checked');
}

interface Draft {
  readonly written: WrittenSection;
  readonly section: NonNullable<Checking['section']>;
  /** Share of the run's time at which the section is to be done. */
  readonly end: number;
}

/** Null where no sentence of it holds. */
async function check(
  researching: Researching,
  { written, section, end }: Draft,
): Promise<CheckedSection | 'nothing' | null> {
  const { input, state } = researching;
  const { answerKey, packKey, modelUsed } = written;
  if (packKey === null) return 'nothing';
  if (answerKey === null) return null;
  const checking: Checking = {
    runId: input.runId,
    state,
    section,
    attempt: (share, step) => tryUnderControl(researching, Math.min(share, end), step),
  };
  const checked = await checkWritten(checking, { packKey, written: { answerKey, modelUsed } });
  if (checked.failed >= checked.claims) return null;
  return { heading: section.heading, checkKey: checked.checkKey, modelUsed };
}

function fallBack({ researching, model }: Writing, section: Section, reason: string): 'extract' {
  warn(researching, extracted(section, model, reason));
  return 'extract';
}

function extracted({ heading }: Section, model: string, reason: string) {
  return {
    code: 'extractive-section',
    message: `${reason}, so “${heading}” is made of sentences of the sources.`,
    subject: model,
  };
}
