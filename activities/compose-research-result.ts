import type { EvidencePack } from '../contracts/evidence.js';
import { EXTRACTIVE } from '../contracts/extractive.js';
import type { ObjectStore } from '../contracts/objects.js';
import type { ResearchPlan, ResearchResult } from '../contracts/research.js';
import type { KeepResearchInput, ResearchProgress } from '../contracts/research-steps.js';
import { StoredContradictions, StoredPack, StoredSection } from '../contracts/stored-shapes.js';
import { askedAndFound, missingNameWarnings } from '../domain/answers/asked-and-found.js';
import { confidence, groundingScore, hallucinationCount } from '../domain/claims/scores.js';
import { FURTHER } from '../domain/research/extractive-sections.js';
import { followUps } from '../domain/research/follow-ups.js';
import { numberSources } from '../domain/research/number-sources.js';
import { openQuestions } from '../domain/research/open-questions.js';
import { reportText } from '../domain/research/report-text.js';
import { enginesOf } from './engines-of.js';
import { getJson } from './stored-json.js';

/** Puts a run's result together from what its steps kept; before it is written, the best sources so far stand for it. */
export async function composeResearchResult(
  objects: ObjectStore,
  { runId, query, mode, createdAt, traceUrl, progress, live }: KeepResearchInput,
): Promise<ResearchResult> {
  const { judged, rounds, endedBy, modelUsed, usage, warnings } = progress;
  const plan = progress.plan ?? planOf(query);
  const { pack, sections, contradictions } = await loadParts(objects, progress);
  const numbered = numberSources({
    pack,
    sections,
    contradictions,
    asNamed: live !== undefined,
  });
  const { sources, claims } = numbered;
  const seconds = Math.max(0, Date.now() - Date.parse(createdAt) - progress.heldMs) / 1_000;
  const open = openQuestions(plan.steps, judged);
  const asked = askedAndFound({ ...pack, question: query });
  const findings = reportText({
    question: query,
    sections: numbered.sections,
    contradictions: numbered.contradictions,
    openQuestions: open,
    rounds,
    endedBy,
    sourcesCited: sources.length,
    sourcesFound: progress.sourcesFound,
    claims: claims.length,
    failed: hallucinationCount(claims),
    writtenBy: writtenBy(modelUsed, sections),
    seconds,
    tokens: usage.total_tokens,
  });
  return {
    session_id: runId,
    query,
    plan,
    findings,
    citations: numbered.citations,
    execution_time: seconds,
    execution_steps: [...rounds],
    confidence: confidence({ claims, sources, asked, ...enginesOf(sources, warnings) }),
    model_used: modelUsed,
    trace_url: traceUrl,
    mode,
    grounding_score: groundingScore(claims),
    hallucination_count: hallucinationCount(claims),
    claims: [...claims],
    contradictions: [...numbered.contradictions],
    open_questions: open,
    suggested_follow_ups: followUps({
      question: query,
      steps: plan.steps,
      judged,
      contradictions: numbered.contradictions,
    }),
    ended_by: endedBy,
    warnings: [...warnings, ...(sources.length > 0 ? missingNameWarnings(asked) : [])],
    usage,
    created_at: createdAt,
  };
}

async function loadParts(
  objects: ObjectStore,
  { packKey, sectionKeys, contradictionsKey }: ResearchProgress,
) {
  const pack: EvidencePack =
    packKey === null
      ? { question: '', language: 'en', sources: [] }
      : await getJson(objects, packKey, StoredPack);
  const sections = await Promise.all(
    sectionKeys.map((key) => getJson(objects, key, StoredSection)),
  );
  const contradictions =
    contradictionsKey === null
      ? []
      : await getJson(objects, contradictionsKey, StoredContradictions);
  return { pack, sections, contradictions };
}

/** Who wrote a report; where a model did not write all that it was to write, how much. */
function writtenBy(
  model: string,
  sections: readonly { readonly heading: string; readonly modelUsed: string }[],
): string {
  const asked = sections.filter(({ heading }) => heading !== FURTHER);
  const own = asked.filter(({ modelUsed }) => modelUsed === model).length;
  if (model === EXTRACTIVE || own === asked.length) return model;
  return `${model} (${own} of ${asked.length} sections; the others are sentences of the sources)`;
}

/** A run that ended before it had a plan. */
function planOf(query: string): ResearchPlan {
  return { original_query: query, steps: [], estimated_time: 0, complexity: 'simple' };
}
