import { z } from 'zod';
import { Coverage } from '../../contracts/research.js';
import { answerView } from '../ask/answer-view.js';
import type { Colors } from '../ask/colors-for.js';
import type { StreamedEvent } from '../ask/event-stream.js';
import { plainLine } from '../ask/plain-text.js';
import type { ProgressView } from '../ask/progress-view.js';
import { researchLines } from './research-lines.js';

const Planned = z.object({
  plan: z.object({ steps: z.array(z.object({ step_number: z.int(), description: z.string() })) }),
});
const Judged = z.object({ coverage: z.array(z.object({ step_number: z.int(), state: Coverage })) });

interface Item {
  readonly number: number;
  readonly text: string;
  state: Coverage;
}

/** Tells what a research does; on a terminal its plan stands below as a checklist, over the report as it is written. */
export function researchView({ checklist }: { readonly checklist: boolean }): ProgressView {
  const answer = answerView();
  let items: readonly Item[] = [];
  return {
    add(event) {
      items = itemsAfter(items, event);
      const told = researchLines(event, { plan: !checklist });
      const usual = answer.add(event);
      return told ?? usual;
    },
    rows(columns, colors) {
      const list = items.map((item) => `${MARKS[item.state](colors)} ${rowOf(item, columns - 2)}`);
      return [...list, ...answer.rows(columns, colors)];
    },
  };
}

const MARKS: Readonly<Record<Coverage, (colors: Colors) => string>> = {
  covered: (colors) => colors.green('✓'),
  partly: (colors) => colors.yellow('◐'),
  not: (colors) => colors.dim('○'),
};

function rowOf({ number, text }: Item, columns: number): string {
  return plainLine(`${number}. ${text}`, Math.max(10, columns));
}

/** Steps keep how far they are when a plan grows; a step that was replaced begins anew. */
function itemsAfter(items: readonly Item[], { type, data }: StreamedEvent): readonly Item[] {
  if (type === 'plan-ready') {
    const planned = Planned.safeParse(data).data;
    return (
      planned?.plan.steps.map(({ step_number: number, description: text }) => {
        const known = items.find((item) => item.number === number && item.text === text);
        return { number, text, state: known?.state ?? 'not' };
      }) ?? items
    );
  }
  if (type !== 'round-end') return items;
  const coverage = Judged.safeParse(data).data?.coverage ?? [];
  const states = new Map(coverage.map(({ step_number, state }) => [step_number, state]));
  return items.map((item) => ({ ...item, state: states.get(item.number) ?? item.state }));
}
