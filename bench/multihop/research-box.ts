import type { EvidenceDocument } from '../../contracts/evidence.js';
import type { StepQuery } from '../../contracts/research-steps.js';
import { judgeSteps } from '../../domain/research/judge-steps.js';
import { firstQueries, nextQueries } from '../../domain/research/next-queries.js';
import { planSteps } from '../../domain/research/plan-research.js';
import { type HitList, mergeHits } from '../../domain/search/merge-hits.js';
import { rankSources } from '../../domain/search/rank-sources.js';
import { searchBudget } from '../../domain/search/search-budget.js';
import { selectPassages } from '../../domain/search/select-passages.js';
import { documentOf, type Found, type Page, readNew, searchOne } from './search-box.js';

const PASSAGES = 240;
const SOURCES = 30;
const STEPS = 8;

/** The loop of a research run without a model or the product around it: plan, search, read, judge, and again. */
export async function researchBox(box: string, question: string, rounds: number): Promise<Found> {
  const budget = searchBudget('deep', null, null);
  const steps = planSteps(question, STEPS);
  const pages = new Map<string, Page>();
  let documents: EvidenceDocument[] = [];
  let asked: readonly StepQuery[] = [];
  let lists: readonly HitList[] = [];
  let next: readonly StepQuery[] = firstQueries(steps, budget.queriesPerRound);
  let covered = false;
  let round = 0;
  for (; round < rounds && next.length > 0; round++) {
    asked = [...asked, ...next];
    lists = [...lists, ...(await Promise.all(next.map((query) => searchOne(box, query, budget))))];
    const merged = mergeHits(lists);
    await readNew(merged, pages, budget.pagesToRead);
    documents = merged.map((hit) => documentOf(hit, pages.get(hit.url)));
    const passages = selectPassages({ question, subQueries: asked, documents, limit: PASSAGES });
    const judged = judgeSteps({ steps, asked, documents, passages });
    covered = judged.every(({ state }) => state === 'covered');
    if (covered && process.env['STOP'] !== 'no') {
      round++;
      break;
    }
    next = nextQueries({
      question,
      steps,
      judged,
      asked,
      documents,
      limit: budget.queriesPerRound,
    });
  }
  const passages = selectPassages({ question, subQueries: asked, documents, limit: PASSAGES });
  const ranked = rankSources({
    question,
    subQueries: asked,
    documents,
    passages,
    maxSources: SOURCES,
    diversity: true,
    recency: false,
    queryAware: false,
    nowMs: Date.now(),
  });
  if (process.env['DEBUG'] !== undefined)
    console.error(
      JSON.stringify({
        question,
        rounds: round,
        covered,
        asked: asked.map(({ query, step }) => `${step}:${query}`),
        pages: pages.size,
      }),
    );
  return {
    urls: ranked.map(({ source }) => source.url),
    text: ranked.flatMap(({ passages }) => passages.map(({ text }) => text)).join('\n'),
  };
}
