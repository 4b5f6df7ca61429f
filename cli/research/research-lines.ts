import { z } from 'zod';
import { Coverage } from '../../contracts/research.js';
import type { StreamedEvent } from '../ask/event-stream.js';
import { plainData, plainLine } from '../ask/plain-text.js';
import type { ProgressLine } from '../ask/progress-line.js';

const Step = z.object({ step_number: z.int(), description: z.string() });
const Planned = z.object({ plan: z.object({ steps: z.array(Step) }), planned_by: z.string() });
const RoundStart = z.object({
  iteration: z.int(),
  queries: z.array(z.object({ query: z.string() })),
});
const RoundEnd = z.object({
  iteration: z.int(),
  pages_read: z.int(),
  sources_found: z.int(),
  coverage: z.array(z.object({ state: Coverage })),
});
const Decided = z.object({ approved: z.boolean(), by: z.string().optional() });

type Tell = (data: unknown) => readonly string[];

/** What the events of research are told as; undefined for those that it shares with a search. */
export function researchLines(
  { type, data }: StreamedEvent,
  { plan }: { readonly plan: boolean },
): readonly ProgressLine[] | undefined {
  const tell = type === 'plan-ready' ? tellPlan(plan) : WORDS[type];
  const told = tell?.(plainData(data));
  return told?.map((text) => ({ text: plainLine(text, 300), problem: false }));
}

/** Where no checklist stands below, the steps are told one by one. */
function tellPlan(whole: boolean): Tell {
  return (data) => {
    const planned = Planned.safeParse(data).data;
    if (planned === undefined) return [];
    const { steps } = planned.plan;
    const head = `The plan has ${count(steps.length, 'step')}`;
    return whole
      ? [`${head}:`, ...steps.map((step) => `  ${step.step_number}. ${step.description}`)]
      : [head];
  };
}

const WORDS: Readonly<Record<string, Tell>> = {
  'round-start': said(RoundStart, ({ iteration, queries }) => {
    const asked = queries.map(({ query }) => `“${plainLine(query, 60)}”`).join(', ');
    return `Round ${iteration}: looking for ${asked}`;
  }),
  'round-end': said(RoundEnd, ({ iteration, pages_read, sources_found, coverage }) => {
    const covered = coverage.filter(({ state }) => state === 'covered').length;
    if (iteration === 0)
      return `Taken over from the earlier session: ${count(sources_found, 'source')}; ${covered} of ${count(coverage.length, 'step')} covered`;
    return `Round ${iteration}: ${covered} of ${count(coverage.length, 'step')} covered, ${count(pages_read, 'page')} read, ${count(sources_found, 'new source')}`;
  }),
  'approval-requested': () => ['The plan waits for approval'],
  'plan-decided': said(Decided, ({ approved, by }) => {
    const whose = by === 'default' ? ' as nobody answered in time' : '';
    return approved ? `The plan is approved${whose}` : `The plan was declined${whose}`;
  }),
  'run-paused': () => ['The research is paused'],
  'run-resumed': () => ['The research goes on'],
  'finish-requested': () => ['It was asked to finish: the report is written from what is there'],
  'steer-accepted': said(
    z.object({ direction: z.string() }),
    ({ direction }) => `New direction: ${direction}`,
  ),
  'budget-changed': () => ['The budget was changed'],
};

function said<T>(schema: z.ZodType<T>, words: (data: T) => string): Tell {
  return (data) => {
    const parsed = schema.safeParse(data);
    return parsed.success ? [words(parsed.data)] : [];
  };
}

function count(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}
