import type { Claim } from '../../contracts/claims.js';
import type { SearchResult, Source } from '../../contracts/search.js';
import type { Warning } from '../../contracts/warnings.js';
import type { Colors } from './colors-for.js';
import { plainLine, plainText } from './plain-text.js';

/** The marks that the check leaves in an answer. */
const MARKS = /\[(?:unverified|contradicted by [\d, ]+)\]/g;

/** An answer for reading: the text, what the sources do not bear out, the numbered sources, warnings and scores. */
export function formatAnswer(result: SearchResult, colors: Colors): string {
  return joinParts([
    [markText(result.answer, colors)],
    titled(
      'Not borne out by the sources',
      result.claims.flatMap((claim) => doubt(claim, colors)),
      colors,
    ),
    formatSources(result.sources, colors),
    titled('Warnings', formatWarnings(result.warnings, colors), colors),
    [colors.dim(formatScores(result))],
  ]);
}

/** Parts with a blank line between them; empty ones are left out. */
export function joinParts(parts: readonly (readonly string[])[]): string {
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Lines under a title; nothing without lines. */
export function titled(title: string, lines: readonly string[], colors: Colors): string[] {
  return lines.length === 0 ? [] : [colors.bold(title), ...lines];
}

/** A text of an answer, with what the check left in it set off. */
export function markText(text: string, colors: Colors): string {
  return plainText(text)
    .trim()
    .replace(MARKS, (mark) => colors.yellow(mark));
}

/** The sources under the numbers by which the answer cites them. */
export function formatSources(sources: readonly Source[], colors: Colors): string[] {
  if (sources.length === 0) return [];
  const width = `[${sources.length}]`.length;
  return [
    colors.bold('Sources'),
    ...sources.flatMap(({ title, url, evidence, engine, page_label }, index) => [
      `${`[${index + 1}]`.padStart(width)} ${placeLine(title || url, page_label)}`,
      `${' '.repeat(width)} ${colors.dim(`${plainText(url)} (${evidence}, ${plainLine(engine)})`)}`,
    ]),
  ];
}

/** A source by its name and the place in it. */
export function placeLine(name: string, label: string | undefined): string {
  return label ? `${plainLine(name)}, ${plainLine(label)}` : plainLine(name);
}

function doubt({ text, verdict, source, quote }: Claim, colors: Colors): string[] {
  if (verdict === 'supported') return [];
  const where = verdict === 'contradicted' && source !== null ? ` by [${source}]` : '';
  const claim = `${colors.yellow(`✗ ${verdict}${where}:`)} ${plainLine(text, 1_000)}`;
  return where === '' || quote === null
    ? [claim]
    : [claim, `  it says: “${plainLine(quote, 1_000)}”`];
}

export function formatWarnings(warnings: readonly Warning[], colors: Colors): string[] {
  return warnings.map((warning) => warn(warning, colors));
}

function warn({ message, subject }: Warning, colors: Colors): string {
  const about =
    subject === undefined || message.includes(subject) ? '' : ` (${plainLine(subject)})`;
  return `${colors.yellow('!')} ${plainLine(message, 500)}${about}`;
}

type Scored = Pick<
  SearchResult,
  'claims' | 'confidence' | 'grounding_score' | 'model_used' | 'execution_time' | 'session_id'
>;

/** How far a result can be trusted, and what it took. */
export function formatScores(result: Scored): string {
  const failed = result.claims.filter(({ verdict }) => verdict !== 'supported').length;
  return [
    `confidence ${result.confidence.toFixed(2)}`,
    `grounding ${result.grounding_score.toFixed(2)}`,
    `${failed} of ${result.claims.length} sentences not supported`,
    `model ${plainLine(result.model_used)}`,
    `${result.execution_time.toFixed(1)} s`,
    `session ${result.session_id}`,
  ].join(' · ');
}
