import type { EvidencePack } from '../../contracts/evidence.js';
import type { Judgement } from '../../contracts/research-steps.js';
import { matchQuestion } from '../search/question-match.js';
import { passagesOf } from '../search/select-passages.js';
import type { GatheredEvidence } from './gathered-evidence.js';
import { judgeSteps, PARTLY } from './judge-steps.js';
import { nextQueries } from './next-queries.js';
import { rankReport, reportPassages } from './rank-report.js';

/** Most passages that are compared. */
const PASSAGES = 240;
/** Sources of the pack that is kept after each round. */
const SOURCES = 20;

interface Round {
  /** Undefined in the first round. */
  readonly earlier: GatheredEvidence | undefined;
  readonly limit: number;
  /** Most passages that are kept. */
  readonly passages?: number | undefined;
  readonly nowMs: number;
}

/** The verdict on a round by rules: coverage of each step, sources it added, what to ask next, the best sources. */
export function judgeRound(
  evidence: GatheredEvidence,
  { earlier, limit, passages: most = PASSAGES, nowMs }: Round,
): Omit<Judgement, 'packKey'> & { readonly pack: EvidencePack } {
  const { question, steps, asked, documents, chunking } = evidence;
  const passages = reportPassages(evidence, most);
  const judged = judgeSteps({ steps, asked, documents, passages });
  return {
    steps: judged,
    newSources: telling(evidence, passages, earlier),
    next: nextQueries({ question, steps, judged, asked, documents, limit }),
    pack: rankReport(evidence, { maxSources: SOURCES, nowMs, passages }),
    ...(chunking === undefined ? {} : { chunks: chunksOf(evidence) }),
  };
}

/** How many chunks the pages that were read have. */
function chunksOf({ documents, chunking }: GatheredEvidence): number {
  return documents
    .filter(({ evidence }) => evidence === 'page')
    .reduce((sum, document) => sum + passagesOf(document, chunking).length, 0);
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
