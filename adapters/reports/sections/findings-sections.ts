import type { ReportDocument } from '../../../contracts/reports.js';
import type { Block, Span } from '../blocks/block.js';
import { sourceAnchor } from '../blocks/split-citations.js';

/** A part of a report under its heading; none without items. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** What of the body does not hold, with what the sources say instead. */
export function unsupportedSection({ claims }: ReportDocument): Section {
  const failed = claims.filter(({ verdict }) => verdict !== 'supported');
  const items = failed.map(({ text, verdict, source, quote }): Span[] => {
    const contradicted = verdict === 'contradicted' && source !== null && quote !== null;
    return [
      { text },
      ...(contradicted
        ? [{ text: ' Contradicted by ', alarm: true }, cite(source), ...says(quote)]
        : [{ text: ' No source supports it.', alarm: true }]),
    ];
  });
  return { heading: 'Statements that the sources do not support', blocks: listOf(items) };
}

export function contradictionsSection({ contradictions }: ReportDocument): Section {
  const items = contradictions.map(({ topic, first, second }): Span[] => [
    { text: `${topic}: `, bold: true },
    ...side(first),
    { text: ' but ' },
    ...side(second),
  ]);
  return { heading: 'Where sources contradict each other', blocks: listOf(items) };
}

export function openSection({ open_questions }: ReportDocument): Section {
  return {
    heading: 'What could not be established',
    blocks: listOf(open_questions.map((text) => [{ text }])),
  };
}

export function warningsSection({ warnings }: ReportDocument): Section {
  const items = warnings.map(({ message, subject }): Span[] => [
    { text: message },
    ...(subject === undefined || message.includes(subject)
      ? []
      : [{ text: ` (${subject})`, quiet: true }]),
  ]);
  return { heading: 'What failed or was left out', blocks: listOf(items) };
}

function side({ source, quote }: ReportDocument['contradictions'][number]['first']): Span[] {
  return [...(source === null ? [] : [cite(source)]), ...says(quote)];
}

function cite(number: number): Span {
  return { text: `[${number}]`, target: sourceAnchor(number) };
}

function says(quote: string): Span[] {
  return [{ text: ` “${quote}”`, italic: true }];
}

function listOf(items: readonly Span[][]): Block[] {
  if (items.length === 0) return [];
  return [
    {
      kind: 'list',
      ordered: false,
      start: 1,
      items: items.map((spans) => [{ kind: 'paragraph', spans }]),
    },
  ];
}
