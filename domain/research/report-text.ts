import type { Contradiction, EndedBy, ExecutionStep } from '../../contracts/research.js';

export interface ReportSection {
  readonly heading: string;
  readonly text: string;
}

export interface Report {
  readonly question: string;
  readonly sections: readonly ReportSection[];
  readonly contradictions: readonly Contradiction[];
  readonly openQuestions: readonly string[];
  readonly rounds: readonly ExecutionStep[];
  readonly endedBy: EndedBy | null;
  readonly sourcesCited: number;
  readonly sourcesFound: number;
  readonly claims: number;
  readonly failed: number;
  /** A model, or that there was none. */
  readonly writtenBy: string;
  readonly seconds: number;
  readonly tokens: number;
}

const NOTHING = 'No evidence was found that answers this question.';

/** A report as Markdown: the sections, what contradicts, what could not be established, how it was made. */
export function reportText(report: Report): string {
  const { question, sections, contradictions, openQuestions } = report;
  return [
    ...reportParts(question, sections),
    ...(sections.length === 0 ? [NOTHING] : []),
    ...(contradictions.length === 0 ? [] : [contradictionPart(contradictions)]),
    `## What could not be established\n\n${openPart(openQuestions)}`,
    `## Method and figures\n\n${methodPart(report)}`,
  ].join('\n\n');
}

/** A report as far as it is written: its title, and its sections. */
export function reportParts(question: string, sections: readonly ReportSection[]): string[] {
  return [
    `# ${oneLine(question)}`,
    ...sections.map(({ heading, text }) => `## ${heading}\n\n${text}`),
  ];
}

function contradictionPart(contradictions: readonly Contradiction[]): string {
  const lines = contradictions.map(
    ({ topic, first, second }) =>
      `- ${oneLine(topic)}: “${oneLine(first.quote)}” [${first.source_id}], but “${oneLine(second.quote)}” [${second.source_id}]`,
  );
  return `## Where sources contradict each other\n\n${lines.join('\n')}`;
}

function openPart(openQuestions: readonly string[]): string {
  if (openQuestions.length === 0)
    return 'Every step of the plan was answered by at least one page that was read.';
  return openQuestions.map((question) => `- ${oneLine(question)}`).join('\n');
}

const ENDED: Readonly<Record<EndedBy, string>> = {
  coverage: 'every step of the plan was covered',
  stagnation: 'nothing led on to new evidence',
  iterations: 'the rounds that were asked for had been made',
  budget: 'the budget was nearly used up',
  time: 'the time was nearly used up',
  finish: 'it was asked to finish',
};

function methodPart(report: Report): string {
  const { rounds, endedBy, sourcesCited, sourcesFound, claims, failed } = report;
  const queries = sum(rounds.map(({ queries }) => queries.length));
  const pages = sum(rounds.map(({ pages_read }) => pages_read));
  const ended =
    endedBy === null ? 'Gathering had not ended.' : `Gathering ended because ${ENDED[endedBy]}.`;
  return [
    `${earlierPart(rounds)}${count(rounds.filter(isRound).length, 'round')} with ${count(queries, 'query', 'queries')} in all; ${count(pages, 'page')} read of ${count(sourcesFound, 'source')} found, ${sourcesCited} cited. ${ended}`,
    `${count(claims, 'sentence')} checked against the cited passages: ${claims - failed} supported, ${failed} not. Written by: ${report.writtenBy}. ${seconds(report.seconds)}, ${count(report.tokens, 'token')}.`,
    ...(rounds.length === 0 ? [] : [roundTable(rounds)]),
  ].join('\n\n');
}

function isRound({ iteration }: ExecutionStep): boolean {
  return iteration > 0;
}

function earlierPart(rounds: readonly ExecutionStep[]): string {
  const earlier = rounds.find((round) => !isRound(round));
  if (earlier === undefined) return '';
  return `${count(earlier.sources_found, 'source')} of an earlier session taken over. `;
}

function roundTable(rounds: readonly ExecutionStep[]): string {
  const rows = rounds.map(
    ({ iteration, queries, pages_read, sources_found, coverage, dead_ends, seconds: took }) => {
      const covered = coverage.filter(({ state }) => state === 'covered').length;
      return `| ${iteration === 0 ? 'earlier session' : iteration} | ${queries.length} | ${pages_read} | ${sources_found} | ${covered} of ${coverage.length} | ${dead_ends.length} | ${took.toFixed(1)} |`;
    },
  );
  return [
    '| round | queries | pages read | new sources | steps covered | dead ends | seconds |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function seconds(value: number): string {
  return `${value.toFixed(1)} seconds`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
