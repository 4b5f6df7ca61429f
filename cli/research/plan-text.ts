import type { z } from 'zod';
import type { ResearchStep } from '../../contracts/research.js';
import { PlanDecision } from '../../contracts/research-controls.js';

/** Steps in place of the planned ones, as the API takes them. */
export type EditedSteps = NonNullable<z.input<typeof PlanDecision>['steps']>;

const HEAD = `# One step a line: number. what to find | query | after: numbers of the steps it needs
# Change, add, move or delete lines; the steps are numbered anew in their order.
# A line without a query is searched for as it reads. Lines that begin with # count for nothing.
`;

/** A plan as text that a person edits. */
export function planText(steps: readonly ResearchStep[]): string {
  const lines = steps.map(({ step_number, description, search_query, depends_on }) => {
    const after = depends_on.length === 0 ? [] : [`after: ${depends_on.join(', ')}`];
    return [`${step_number}. ${field(description)}`, field(search_query), ...after].join(' | ');
  });
  return `${HEAD}\n${lines.join('\n')}\n`;
}

/** The plan that an edited text stands for, or what is wrong with it in words for the person who wrote it. */
export function parsePlan(
  text: string,
): { readonly steps: EditedSteps } | { readonly fault: string } {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseLine);
  const numbers = new Map<number, number>();
  for (const [index, { label }] of lines.entries()) {
    if (label === null) continue;
    if (numbers.has(label)) return { fault: `two lines have the number ${label}` };
    numbers.set(label, index + 1);
  }
  const unknown = lines.flatMap(({ after }) => after).find((label) => !numbers.has(label));
  if (unknown !== undefined)
    return { fault: `a step comes after step ${unknown}, which the plan does not have` };
  const steps = lines.map(({ description, query, after }, index) => ({
    step_number: index + 1,
    description,
    search_query: query === '' ? description : query,
    depends_on: after.map((label) => numbers.get(label) ?? label),
  }));
  if (steps.length === 0) return { fault: 'the plan has no step' };
  const checked = PlanDecision.safeParse({ steps });
  return checked.success ? { steps } : { fault: faultOf(checked.error) };
}

interface Line {
  readonly label: number | null;
  readonly description: string;
  readonly query: string;
  readonly after: readonly number[];
}

function parseLine(line: string): Line {
  const fields = line.split('|').map((part) => part.trim());
  const isAfter = (part: string) => /^after\b/i.test(part);
  const after = (fields.find(isAfter) ?? '').match(/\d+/g)?.map(Number) ?? [];
  const [head = '', query = ''] = fields.filter((part) => !isAfter(part));
  const [, label] = /^(\d+)[.)]\s+/.exec(head) ?? [];
  const description = head.replace(/^\d+[.)]\s+/, '');
  return { label: label === undefined ? null : Number(label), description, query, after };
}

/** What parts fields or lines cannot stand in a field. */
function field(text: string): string {
  return text.replace(/[\s|]+/g, ' ').trim();
}

function faultOf({ issues: [issue] }: z.ZodError): string {
  const place = issue?.path.find((part) => typeof part === 'number');
  return `${place === undefined ? '' : `step ${place + 1}: `}${issue?.message ?? 'it is not a plan'}`;
}
