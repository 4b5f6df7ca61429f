import type { ReportDocument } from '../../../contracts/reports.js';
import type { Block, Spans } from '../blocks/block.js';
import type { Section } from './findings-sections.js';
import { count, endWords, kindWord, percent, stateWords, timeWords } from './words.js';

/** How the report came about, and its figures. */
export function methodSection(report: ReportDocument): Section {
  return {
    heading: 'Method and figures',
    blocks: [figures(report), ...queries(report), ...rounds(report)],
  };
}

/** The same without what the body tells of its method itself. */
export function runSection(report: ReportDocument): Section {
  return { heading: 'About this run', blocks: [figures(report), ...queries(report)] };
}

function figures({ figures: f, ...report }: ReportDocument): Block {
  const { usage } = f;
  const name = kindWord(report.kind);
  const ended =
    report.ended_by === null ? '' : `; gathering ended because ${endWords(report.ended_by)}`;
  const rows: readonly (readonly [string, string])[] = [
    ['Run', `${name} in mode ${report.mode}; it ${stateWords(report.status)}${ended}`],
    ['Asked', timeWords(report.created_at)],
    ['Ended', report.completed_at === null ? 'not yet' : timeWords(report.completed_at)],
    ['Time taken', `${f.execution_seconds.toFixed(1)} s`],
    ['Written by', report.model],
    ['Sources', `${count(f.sources, 'source')}, ${f.sources_cited} of them cited`],
    ['Statements checked', `${f.claims}, ${f.claims_supported} of them supported`],
    ['Grounding', percent(f.grounding_score)],
    ['Confidence', percent(f.confidence)],
    ['Model use', `${count(usage.model_calls, 'call')}, ${count(usage.total_tokens, 'token')}`],
    ['Session', report.session_id],
  ];
  return { kind: 'table', head: cells(['What', 'Value']), rows: rows.map(cells) };
}

function queries({ queries: asked }: ReportDocument): Block[] {
  if (asked.length === 0) return [];
  return [
    { kind: 'paragraph', spans: [{ text: 'Searched for:' }] },
    {
      kind: 'list',
      ordered: false,
      start: 1,
      items: asked.map((text) => [{ kind: 'paragraph', spans: [{ text }] }]),
    },
  ];
}

function rounds({ rounds: done }: ReportDocument): Block[] {
  if (done.length === 0) return [];
  const head = ['Round', 'Searches', 'Pages', 'Sources', 'Covered', 'Tokens', 'Seconds'];
  const rows = done.map((round) => {
    const covered = round.coverage.filter(({ state }) => state === 'covered').length;
    return [
      round.iteration === 0 ? 'earlier session' : `${round.iteration}`,
      `${round.queries.length}`,
      `${round.pages_read}`,
      `${round.sources_found}`,
      `${covered} of ${round.coverage.length}`,
      round.tokens.toLocaleString('en'),
      round.seconds.toFixed(1),
    ];
  });
  return [{ kind: 'table', head: cells(head), rows: rows.map(cells) }];
}

function cells(texts: readonly string[]): Spans[] {
  return texts.map((text) => [{ text }]);
}
