import type { z } from 'zod';
import type { ResearchStep } from '../../contracts/research.js';
import type { PlanDecision } from '../../contracts/research-controls.js';
import { plainLine } from '../ask/plain-text.js';
import { type EditedSteps, parsePlan, planText } from './plan-text.js';

export type Decision = z.input<typeof PlanDecision>;

/** The person at the terminal. */
export interface Person {
  show(line: string): void;
  /** What they answer; rejects when the signal aborts. */
  answer(question: string, signal: AbortSignal): Promise<string>;
  /** The text as they changed it. */
  edit(text: string): Promise<string>;
}

/** Shows a plan and asks until it is approved, edited and approved, or declined. */
export async function decidePlan(
  planned: readonly ResearchStep[],
  person: Person,
  signal: AbortSignal,
): Promise<Decision> {
  let steps: EditedSteps | undefined;
  let text = planText(planned);
  show(planned, person);
  for (;;) {
    const said = await person.answer('Carry out this plan? [y]es, [e]dit, [n]o: ', signal);
    switch (said.trim().toLowerCase()) {
      case 'y':
      case 'yes':
        return steps === undefined ? { approved: true } : { approved: true, steps };
      case 'n':
      case 'no':
        return { approved: false };
      case 'e':
      case 'edit':
        await change();
        break;
      default:
        person.show('Answer y, e or n.');
    }
  }

  /** A text with a fault is kept, so that the next edit goes on from it. */
  async function change(): Promise<void> {
    text = await person.edit(text);
    const parsed = parsePlan(text);
    if ('fault' in parsed) return person.show(`This is no plan: ${parsed.fault}. Edit it again.`);
    steps = parsed.steps;
    show(steps, person);
  }
}

function show(steps: readonly EditedSteps[number][], person: Person): void {
  for (const { step_number, description, search_query, depends_on = [] } of steps) {
    const after = depends_on.length === 0 ? '' : ` (after ${depends_on.join(', ')})`;
    person.show(`  ${step_number}. ${plainLine(description, 200)}${after}`);
    if (search_query !== description) person.show(`     ${plainLine(search_query, 200)}`);
  }
}
