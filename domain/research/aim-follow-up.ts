import type { EvidencePack } from '../../contracts/evidence.js';
import type { AimedFollowUp } from '../../contracts/follow-up.js';
import type { ResearchStep } from '../../contracts/research.js';
import type { JudgedStep, StepQuery } from '../../contracts/research-steps.js';
import { cutQuery } from '../search/cut-query.js';
import { selectPassages } from '../search/select-passages.js';
import { contentStems } from '../text/words.js';
import type { GatheredEvidence } from './gathered-evidence.js';
import { judgeSteps } from './judge-steps.js';
import { distinctQueries, rewordedQueries, stepQuery } from './next-queries.js';
import { rankReport } from './rank-report.js';

const PASSAGES = 240;
const SOURCES = 20;
/** Share of an open query's words that the new question or its steps must have for the two to be of one matter. */
const FITS = 0.5;

interface Aiming {
  /** Queries of what the earlier run left open. */
  readonly open: readonly string[];
  readonly limit: number;
  readonly nowMs: number;
}

/**
 * What the evidence of an earlier run covers of a new plan, and the queries for the rest: the gaps of steps that are
 * covered in part, steps that nothing tells of, and what the earlier run left open and this question asks for too.
 */
export function aimFollowUp(
  evidence: GatheredEvidence,
  { open, limit, nowMs }: Aiming,
): Omit<AimedFollowUp, 'packKey'> & { readonly pack: EvidencePack } {
  const { question, steps, documents } = evidence;
  const asked = steps.map((step, at) => stepQuery(step, at + 1));
  const passages = selectPassages({ question, subQueries: asked, documents, limit: PASSAGES });
  const judged = judgeSteps({ steps, asked, documents, passages });
  const covered = new Set(
    judged.filter(({ state }) => state === 'covered').map(({ step_number }) => step_number),
  );
  const settled = asked.filter(({ step }) => covered.has(step));
  const due = steps.filter(
    ({ step_number, depends_on }) =>
      !covered.has(step_number) && depends_on.every((number) => covered.has(number)),
  );
  const next = [...due.flatMap((step) => gapOf(step, judged)), ...fitting(open, evidence, due)];
  return {
    steps: judged,
    settled,
    next: distinctQueries(next, settled).slice(0, limit),
    sources: documents.length,
    pack: rankReport({ ...evidence, asked }, { maxSources: SOURCES, nowMs, passages }),
  };
}

/** What is missing of a step that is covered in part comes before the step as it was planned. */
function gapOf(step: ResearchStep, judged: readonly JudgedStep[]): StepQuery[] {
  const verdict = judged.find(({ step_number }) => step_number === step.step_number);
  const gaps = verdict?.state === 'partly' ? rewordedQueries(step, judged) : [];
  return [...gaps, stepQuery(step, 2)];
}

/** Open queries of the earlier run that are of this question's matter, for the step that they fit best. */
function fitting(
  open: readonly string[],
  { question }: GatheredEvidence,
  due: readonly ResearchStep[],
): StepQuery[] {
  const whole = new Set(contentStems(question));
  return open.flatMap((query) => {
    const stems = [...new Set(contentStems(query))];
    const shares = due.map(({ step_number, search_query }) => {
      const said = new Set([...whole, ...contentStems(search_query)]);
      const share = stems.filter((stem) => said.has(stem)).length / Math.max(1, stems.length);
      return { step_number, share };
    });
    const best = shares.sort((a, b) => b.share - a.share)[0];
    if (best === undefined || best.share < FITS) return [];
    return [{ step: best.step_number, query: cutQuery(query), intent: 'gap', priority: 3 }];
  });
}
