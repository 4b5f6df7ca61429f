import type { ReportDocument } from '../../../contracts/reports.js';
import type { Block, Span } from '../blocks/block.js';
import { kindWord, percent, stateWords, timeWords } from './words.js';

/** Title, question and facts of a report, and what a reader must know before the first sentence. */
export function frontSection(report: ReportDocument, notes: readonly string[]): Block[] {
  const facts = [
    kindWord(report.kind),
    timeWords(report.created_at),
    `mode ${report.mode}`,
    `model ${report.model}`,
    `confidence ${percent(report.figures.confidence)}`,
    `session ${report.session_id}`,
  ];
  const question: Block[] =
    report.question.replaceAll(/\s+/g, ' ') === report.title
      ? []
      : [
          {
            kind: 'paragraph',
            spans: [{ text: 'Question: ', bold: true }, { text: report.question }],
          },
        ];
  return [
    { kind: 'heading', level: 1, spans: [{ text: report.title }] },
    { kind: 'paragraph', tone: 'quiet', spans: [{ text: facts.join(' · ') }] },
    ...question,
    ...partialNotice(report),
    ...notes.map((note) => notice([{ text: note }])),
  ];
}

function partialNotice({ partial, kind, status, body }: ReportDocument): Block[] {
  const name = kindWord(kind).toLowerCase();
  const label: Span = { text: 'Partial report. ', bold: true };
  const state = `The ${name} ${stateWords(status)}; this is what was found so far.`;
  const nothing: Block[] = body === '' ? [notice([{ text: 'No answer has been written.' }])] : [];
  return partial ? [notice([label, { text: state }]), ...nothing] : nothing;
}

function notice(spans: Span[]): Block {
  return { kind: 'paragraph', tone: 'notice', spans };
}
