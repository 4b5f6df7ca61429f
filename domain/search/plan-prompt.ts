import type { ChatMessage } from '../../contracts/models.js';
import { cutQuery } from './cut-query.js';

const TASK = `You turn a question into web search queries. Reply with JSON only:
{"queries": ["...", "..."], "time_range": "none"}
Rules:
- 1 to 5 short queries in the language of the question; the first is close to the question itself.
- One query for each thing that has to be looked up: each side of a comparison, each step of a chain.
- Keep names exactly as written. Do not answer the question.
- time_range is "day", "week", "month" or "year" only if the question asks for recent things, else "none".`;

const EXAMPLE_QUESTION =
  'When was the astronomical clock built in the city where Karel Purkyně died?';

const EXAMPLE_REPLY = JSON.stringify({
  queries: [
    'astronomical clock in the city where Karel Purkyně died',
    'Karel Purkyně place of death',
    'astronomical clock built year',
  ],
  time_range: 'none',
});

/** Asks a model for a PlanReply, with one example for small models; `todayIso` gives "latest" a meaning. */
export function planPrompt(question: string, todayIso: string): ChatMessage[] {
  return [
    { role: 'system', content: `${TASK}\nToday is ${todayIso.slice(0, 10)}.` },
    { role: 'user', content: EXAMPLE_QUESTION },
    { role: 'assistant', content: EXAMPLE_REPLY },
    { role: 'user', content: cutQuery(question) },
  ];
}
