import type { ChatMessage } from '../../contracts/models.js';
import { cutQuery } from '../search/cut-query.js';

const TASK = `You plan the research of a question as steps. Reply with JSON only:
{"steps": [{"task": "...", "query": "...", "after": []}]}
Rules:
- One step for each thing that has to be looked up: each side of a comparison, each part of a chain, each aspect of a subject.
- "task" says in a few words what the step finds out; "query" is a short web search in the language of the question.
- "after" lists the numbers of the steps whose result the step needs; write what is not known yet in brackets.
- Keep names exactly as written. Do not answer the question.`;

const EXAMPLE_QUESTION =
  'When was the astronomical clock built in the city where Karel Purkyně died?';

/** The steps of the example, which small models copy. */
export const EXAMPLE_STEPS = [
  {
    task: 'Where Karel Purkyně died',
    query: 'Karel Purkyně place of death',
    after: [],
  },
  {
    task: 'When the clock of that city was built',
    query: 'astronomical clock built [city where Karel Purkyně died]',
    after: [1],
  },
];

/** Asks a model for a StepsReply of at most so many steps; `todayIso` gives "latest" a meaning. */
export function stepsPrompt(
  question: string,
  { limit, todayIso }: { readonly limit: number; readonly todayIso: string },
): ChatMessage[] {
  return [
    {
      role: 'system',
      content: `${TASK}\n- At most ${limit} steps.\nToday is ${todayIso.slice(0, 10)}.`,
    },
    { role: 'user', content: EXAMPLE_QUESTION },
    { role: 'assistant', content: JSON.stringify({ steps: EXAMPLE_STEPS }) },
    { role: 'user', content: cutQuery(question) },
  ];
}
