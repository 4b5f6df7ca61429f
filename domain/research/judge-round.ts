import type { EvidenceDocument, EvidencePack } from '../../contracts/evidence.js';
import type { ResearchStep } from '../../contracts/research.js';
import type { Judgement, StepQuery } from '../../contracts/research-steps.js';
import { matchQuestion } from '../search/question-match.js';
import { rankSources } from '../search/rank-sources.js';
import { selectPassages } from '../search/select-passages.js';
import { judgeSteps, PARTLY } from './judge-steps.js';
import { nextQueries } from './next-queries.js';

/** Most passages that are compared. */
const PASSAGES = 240;
/** Sources of the pack that is kept after each round. */
const SOURCES = 20;

/** What a research run has found so far. */
export interface GatheredEvidence {
  readonly question: string;
  readonly language: string;
  readonly steps: readonly ResearchStep[];
  readonly asked: readonly StepQuery[];
  readonly documents: readonly EvidenceDocument[];
}

interface Round {
  /** Undefined in the first round. */
  readonly earlier: GatheredEvidence | undefined;
  readonly limit: number;
  readonly nowMs: number;
}

/** The verdict on a round by rules: coverage of each step, sources it added, what to ask next, the best sources. */
export function judgeRound(
  evidence: GatheredEvidence,
  { earlier, limit, nowMs }: Round,
): Omit<Judgement, 'packKey'> & { readonly pack: EvidencePack } {
  const { question, language, steps, asked, documents } = evidence;
  const passages = selectPassages({ question, subQueries: asked, documents, limit: PASSAGES });
  const judged = judgeSteps({ steps, asked, documents, passages });
  const sources = rankSources({
    question,
    subQueries: asked,
    documents,
    passages,
    maxSources: SOURCES,
    diversity: true,
    recency: false,
    queryAware: false,
    nowMs,
  });
  return {
    steps: judged,
    newSources: telling(evidence, passages, earlier),
    next: nextQueries({ question, steps, judged, asked, documents, limit }),
    pack: { question, language, sources },
  };
}

/** How many documents tell something of a step, and did not before. */
function telling(
  { steps, documents }: GatheredEvidence,
  passages: Parameters<typeof matchQuestion>[2],
  earlier: GatheredEvidence | undefined,
): number {
  const before = new Map(earlier?.documents.map(({ url, evidence }) => [url, evidence]));
  const told = new Set<number>();
  for (const { search_query } of steps) {
    for (const [at, { coverage }] of matchQuestion(search_query, documents, passages).byDocument) {
      if (coverage >= PARTLY) told.add(at);
    }
  }
  return [...told].filter((at) => {
    const document = documents[at];
    return document !== undefined && before.get(document.url) !== document.evidence;
  }).length;
}
