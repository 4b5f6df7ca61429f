import type { ResearchCitation, ResearchResult } from '../../contracts/research.js';
import type { Colors } from '../ask/colors-for.js';
import {
  formatScores,
  formatWarnings,
  joinParts,
  markText,
  placeLine,
  titled,
} from '../ask/format-answer.js';
import { plainLine, plainText } from '../ask/plain-text.js';

/** A report for reading: the findings, the numbered sources, what to ask next, warnings and scores. */
export function formatResearch(result: ResearchResult, colors: Colors): string {
  return joinParts([
    [markText(result.findings, colors)],
    formatCitations(result.citations, colors),
    titled(
      'To ask next',
      result.suggested_follow_ups.map((text) => `- ${plainLine(text, 300)}`),
      colors,
    ),
    titled('Warnings', formatWarnings(result.warnings, colors), colors),
    [colors.dim(formatScores(result))],
  ]);
}

/** The sources under the numbers by which the report cites them. */
export function formatCitations(citations: readonly ResearchCitation[], colors: Colors): string[] {
  if (citations.length === 0) return [];
  const width = `[${citations.length}]`.length;
  return [
    colors.bold('Sources'),
    ...citations.flatMap(({ source_id, title, url, evidence, page_label }) => [
      `${`[${source_id}]`.padStart(width)} ${placeLine(title || url, page_label)}`,
      `${' '.repeat(width)} ${colors.dim(`${plainText(url)} (${evidence})`)}`,
    ]),
  ];
}
