import type { EvidenceDocument, EvidencePack } from '../../contracts/evidence.js';
import type { ResearchStep } from '../../contracts/research.js';
import type { StepQuery } from '../../contracts/research-steps.js';
import { checkAnswer } from '../../domain/claims/check-answer.js';
import { extractiveSections } from '../../domain/research/extractive-sections.js';
import { judgeRound } from '../../domain/research/judge-round.js';
import { firstQueries } from '../../domain/research/next-queries.js';
import { numberSources } from '../../domain/research/number-sources.js';
import { outlineByRules } from '../../domain/research/outline.js';
import { planSteps } from '../../domain/research/plan-research.js';
import { rankReport } from '../../domain/research/rank-report.js';
import { roundBudget } from '../../domain/research/research-budget.js';
import { whyEnd } from '../../domain/research/why-end.js';
import { type HitList, mergeHits } from '../../domain/search/merge-hits.js';
import { documentOf, type Found, type Page, readNew, searchOne } from './search-box.js';

const BUDGET = roundBudget('deep');

/** A research run without a model, without the product around it; its citations in order. */
export async function researchBox(box: string, question: string, rounds: number): Promise<Found> {
  const steps = planSteps(question, BUDGET.maxSteps);
  const { asked, documents } = await gather(box, { question, steps, rounds });
  const pack = rankReport(
    { question, language: 'en', steps, asked, documents },
    { maxSources: BUDGET.maxSources, nowMs: Date.now() },
  );
  return report(question, steps, pack);
}

async function gather(
  box: string,
  { question, steps, rounds }: { question: string; steps: readonly ResearchStep[]; rounds: number },
) {
  const pages = new Map<string, Page>();
  const newSources: number[] = [];
  let documents: EvidenceDocument[] = [];
  let asked: readonly StepQuery[] = [];
  let lists: readonly HitList[] = [];
  let next: readonly StepQuery[] = firstQueries(steps, BUDGET.queriesPerRound);
  for (let round = 1; round <= rounds; round++) {
    const before = { question, language: 'en', steps, asked, documents };
    asked = [...asked, ...next];
    lists = [...lists, ...(await Promise.all(next.map((query) => searchOne(box, query, BUDGET))))];
    const merged = mergeHits(lists);
    await readNew(merged, pages, BUDGET.pagesPerRound);
    documents = merged.map((hit) => documentOf(hit, pages.get(hit.url)));
    const judgement = judgeRound(
      { question, language: 'en', steps, asked, documents },
      {
        earlier: round === 1 ? undefined : before,
        limit: BUDGET.queriesPerRound,
        nowMs: Date.now(),
      },
    );
    newSources.push(judgement.newSources);
    next = judgement.next;
    const judged = judgement.steps;
    if (whyEnd({ steps, judged, newSources, next: next.length }) !== null) break;
  }
  return { asked, documents };
}

function report(question: string, steps: readonly ResearchStep[], pack: EvidencePack): Found {
  const sections = extractiveSections(pack, outlineByRules(question, steps)).map(
    ({ heading, text }) => {
      const { answer, claims, citations } = checkAnswer({ answer: text, pack });
      return { heading, text: answer, claims, citations };
    },
  );
  const { citations } = numberSources({ pack, sections, contradictions: [] });
  return {
    urls: citations.map(({ url }) => url),
    text: [...sections.map(({ text }) => text), ...citations.map(({ excerpt }) => excerpt)].join(
      '\n',
    ),
  };
}
