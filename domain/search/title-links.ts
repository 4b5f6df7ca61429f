import type { CandidatePassage, EvidenceDocument } from '../../contracts/evidence.js';
import { contentStems } from '../text/words.js';
import { bareSubject, pageSubject } from './page-subject.js';
import { type QuestionMatches, shareOf } from './question-match.js';

/** Characters on either side of a mention that tell what it is mentioned for. */
const AROUND = 150;

/**
 * For each document 0 to 1: how well the passage of another document that mentions its title answers to the
 * question. A page about the film that names its director so vouches for the director's page. Titles made of the
 * question's own words need no voucher and get 0.
 */
export function titleLinks(
  documents: readonly EvidenceDocument[],
  passages: readonly CandidatePassage[],
  matches: QuestionMatches,
): number[] {
  const best = Math.max(
    ...[...matches.byDocument.values()].map(({ score }) => score),
    Number.MIN_VALUE,
  );
  const trust = (document: number): number => (matches.byDocument.get(document)?.score ?? 0) / best;
  return documents.map(({ title }, at) => {
    const subject = bareSubject(title);
    if (isAsked(subject, matches.terms)) return 0;
    const mentions = passages
      .filter(({ document, text }) => document !== at && text.includes(subject))
      .map((passage) => trust(passage.document) * nearby(subject, passage, documents, matches));
    return Math.max(0, ...mentions);
  });
}

function isAsked(subject: string, asked: ReadonlyMap<string, number>): boolean {
  const stems = contentStems(subject);
  return stems.every((stem) => asked.has(stem));
}

/** Share of the question in the words around the mention and the title of its page. */
function nearby(
  subject: string,
  { text, document }: CandidatePassage,
  documents: readonly EvidenceDocument[],
  matches: QuestionMatches,
): number {
  const at = text.indexOf(subject);
  const around = text.slice(Math.max(0, at - AROUND), at + subject.length + AROUND);
  const title = pageSubject(documents[document]?.title ?? '');
  return shareOf(new Set(contentStems(`${title} ${around}`)), matches);
}
