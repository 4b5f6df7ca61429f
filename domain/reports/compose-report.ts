import type { ReportDocument, ReportedRun, ReportSource } from '../../contracts/reports.js';
import { guessLanguage } from '../search/guess-language.js';
import { citedSources, citeEach } from './cite-each.js';
import { cleanLine, cleanText } from './clean-text.js';
import { dropSourceList } from './drop-source-list.js';
import { markClaims } from './mark-claims.js';
import { splitTitle } from './split-title.js';

export type ReportFacts = Omit<ReportedRun, 'result'>;

/** What a search and research have in common, in the words of a report. */
export interface ReportParts
  extends Pick<
    ReportDocument,
    | 'model'
    | 'claims'
    | 'contradictions'
    | 'open_questions'
    | 'queries'
    | 'rounds'
    | 'ended_by'
    | 'warnings'
  > {
  readonly text: string;
  readonly sources: readonly Omit<ReportSource, 'cited'>[];
  readonly seconds: number;
  readonly confidence: number;
  readonly grounding: number;
  readonly usage: ReportDocument['figures']['usage'];
}

/** One report of a run: cleaned of what no document can hold, every citation a number of its list of sources. */
export function composeReport(run: ReportFacts, parts: ReportParts): ReportDocument {
  const { title, body: text } = splitTitle(cleanText(parts.text), run.query);
  const claims = parts.claims.map((claim) => ({ ...claim, text: cleanText(claim.text) }));
  const own = parts.sources.length === 0 ? text : dropSourceList(text);
  const body = citeEach(markClaims(own, claims)).trim();
  const cited = citedSources(body);
  const sources = parts.sources
    .map((source) => ({ ...cleanSource(source), cited: cited.has(source.number) }))
    .sort((a, b) => a.number - b.number);
  return {
    title,
    question: cleanText(run.query).trim(),
    kind: run.kind,
    status: run.status,
    partial: run.status !== 'completed',
    session_id: run.id,
    language: guessLanguage(body === '' ? run.query : body),
    model: parts.model,
    mode: run.mode,
    created_at: run.created_at,
    completed_at: run.completed_at,
    body,
    claims: claims.map((claim) => ({ ...claim, quote: cleaned(claim.quote) })),
    contradictions: parts.contradictions.map(({ topic, first, second }) => ({
      topic: cleanLine(topic),
      first: { ...first, quote: cleanLine(first.quote) },
      second: { ...second, quote: cleanLine(second.quote) },
    })),
    open_questions: parts.open_questions.map(cleanLine),
    sources,
    queries: parts.queries.map(cleanLine),
    rounds: parts.rounds,
    ended_by: parts.ended_by,
    figures: figuresOf(parts, sources),
    warnings: parts.warnings.map((warning) => ({
      ...warning,
      message: cleanLine(warning.message),
    })),
  };
}

function figuresOf(
  { seconds, claims, confidence, grounding, usage }: ReportParts,
  sources: readonly ReportSource[],
): ReportDocument['figures'] {
  return {
    execution_seconds: seconds,
    sources: sources.length,
    sources_cited: sources.filter(({ cited }) => cited).length,
    claims: claims.length,
    claims_supported: claims.filter(({ verdict }) => verdict === 'supported').length,
    confidence,
    grounding_score: grounding,
    usage,
  };
}

function cleanSource(source: Omit<ReportSource, 'cited'>): Omit<ReportSource, 'cited'> {
  const url = cleanLine(source.url);
  const title = cleanLine(source.title);
  return { ...source, url, title: title === '' ? url : title, excerpt: cleaned(source.excerpt) };
}

function cleaned(text: string | null): string | null {
  return text === null ? null : cleanLine(text);
}
