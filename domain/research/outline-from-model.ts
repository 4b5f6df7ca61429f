import type { ResearchStep } from '../../contracts/research.js';
import type { OutlineReply } from '../../contracts/research-replies.js';
import type { Section } from '../../contracts/research-steps.js';
import { cutQuery } from '../search/cut-query.js';
import { areAlike, isUsableQuery, tidyQuery } from '../search/model-queries.js';
import { outlineByRules, SUMMARY } from './outline.js';

/** Longest heading. */
const MOST_CHARACTERS = 90;
const NUMBER = /^(?:#+\s*|(?:section|step|part)\s*\d*\s*[:.)-]\s*|\d+\s*[:.)-]\s*)+/i;
/** Headings of the parts that every report has anyway. */
const RESERVED =
  /^(?:in short|summary|introduction|conclusions?|further evidence|sources?|references|method and figures|what could not be established)$/i;

export type OutlineFromModel =
  | { readonly sections: Section[]; readonly fault: null }
  | { readonly sections: null; readonly fault: string };

interface Outlining {
  readonly question: string;
  readonly steps: readonly ResearchStep[];
}

interface Draft {
  readonly heading: string;
  readonly steps: readonly ResearchStep[];
}

/**
 * The sections a model gave, mended: the answer in short comes first, a heading is one short line about what its steps are
 * about, each step is used once, and the steps that the model left out follow under their own names. A fault where no
 * section can be used.
 */
export function outlineFromModel(
  reply: OutlineReply,
  { question, steps }: Outlining,
): OutlineFromModel {
  const byRules = outlineByRules(question, steps);
  const open = steps.filter(({ search_query }) => byRules.some(isFor(search_query)));
  const drafts = keepUsable(reply, { question, steps: open });
  if (drafts.length === 0) return { sections: null, fault: 'no section says what it is about' };
  const used = drafts.flatMap((draft) => draft.steps);
  const left = byRules.filter(
    ({ heading, query }) =>
      heading !== SUMMARY && !used.some(({ search_query }) => search_query === query),
  );
  const sections = drafts.map(({ heading, steps: own }) => ({ heading, query: queryOf(own) }));
  return { sections: [...byRules.slice(0, 1), ...sections, ...left], fault: null };
}

function isFor(search_query: string) {
  return ({ heading, query }: Section): boolean => heading !== SUMMARY && query === search_query;
}

function keepUsable(reply: OutlineReply, { question, steps }: Outlining): Draft[] {
  const kept: Draft[] = [];
  for (const { title, steps: numbers } of reply.sections) {
    const own = steps.filter(
      (step) =>
        numbers.includes(step.step_number) && !kept.some((draft) => draft.steps.includes(step)),
    );
    const heading = headingOf(title);
    const subject = `${question} ${own.map((step) => `${step.description} ${step.search_query}`).join(' ')}`;
    const isNew = !kept.some((draft) => areAlike(draft.heading, heading));
    if (own.length > 0 && isNew && isHeading(heading, subject)) kept.push({ heading, steps: own });
  }
  return kept;
}

function headingOf(title: string): string {
  return tidyQuery(title.replace(NUMBER, ''))
    .replace(/[*_`#]+/g, '')
    .replace(/[.:\s]+$/, '');
}

function isHeading(heading: string, subject: string): boolean {
  return (
    heading.length <= MOST_CHARACTERS && !RESERVED.test(heading) && isUsableQuery(heading, subject)
  );
}

function queryOf(steps: readonly ResearchStep[]): string {
  return cutQuery(steps.map(({ search_query }) => search_query).join(' '));
}
