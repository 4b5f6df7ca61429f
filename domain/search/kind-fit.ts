import type { EvidenceDocument } from '../../contracts/evidence.js';
import { findNames } from './find-names.js';
import { bareSubject, pageSubject } from './page-subject.js';
import { type QuestionField, type QuestionKind, questionKind } from './question-kind.js';

const OPENING_CHARACTERS = 300;

/** Addresses that a field trusts: public bodies, courts, registers, journals, documentation. */
const FIELD_HOSTS: Readonly<Record<QuestionField, RegExp>> = {
  technology:
    /^(?:docs?|developers?|learn|wiki|api)\.|(?:^|\.)(?:github\.com|readthedocs\.io|mozilla\.org|w3\.org|ietf\.org|python\.org|nodejs\.org)$/,
  science:
    /\.edu$|\.ac\.[a-z]{2}$|\.gov$|(?:^|\.)(?:arxiv\.org|nature\.com|science\.org|doi\.org|europepmc\.org|nasa\.gov|cern\.ch)$/,
  medicine:
    /\.gov$|\.edu$|\.nhs\.uk$|(?:^|\.)(?:who\.int|nih\.gov|cdc\.gov|cochrane\.org|europepmc\.org|mayoclinic\.org|bmj\.com|nejm\.org|thelancet\.com)$/,
  law: /\.gov(?:\.[a-z]{2})?$|\.edu$|(?:^|\.)(?:europa\.eu|legislation\.gov\.uk|justia\.com|courtlistener\.com|bailii\.org|gesetze-im-internet\.de)$/,
  finance:
    /^(?:ir|investors?)\.|\.gov$|(?:^|\.)(?:sec\.gov|ecb\.europa\.eu|imf\.org|worldbank\.org|oecd\.org|reuters\.com|bloomberg\.com)$/,
  history:
    /\.edu$|\.ac\.[a-z]{2}$|\.gov$|(?:^|\.)(?:wikipedia\.org|britannica\.com|archives?\.[a-z.]+|loc\.gov|jstor\.org)$/,
  general: /^\b$/,
};

/**
 * How well the form of a document suits the kind of the question, 0 or 1 in steps, and whether its address is one
 * that the question's field trusts, 0 or 1.
 */
export function kindFit(
  question: string,
): (document: EvidenceDocument) => { kind: number; field: number } {
  const { kind, field } = questionKind(question);
  const names = findNames(question);
  return (document) => ({
    kind: formFit(kind, names, document),
    field: FIELD_HOSTS[field].test(hostOf(document.url)) ? 1 : 0,
  });
}

function formFit(kind: QuestionKind, names: readonly string[], document: EvidenceDocument): number {
  const { text } = document;
  switch (kind) {
    case 'definition':
      return opensAsEncyclopedia(document) ? 1 : 0;
    case 'how-to':
      return share(text, /^\s*(?:\d+[.)]|step \d+|[-*•])\s/gim, 4);
    case 'list':
      return share(text, /^\s*(?:\d+[.)]|[-*•|])\s/gm, 5);
    case 'comparison':
      return namesAll(names, `${document.title} ${text}`) ? 1 : 0;
    case 'temporal':
      return share(text, /\b(?:1[0-9]|20)\d\d\b/g, 5);
    case 'explanation':
      return share(
        text,
        /\b(?:because|due to|therefore|causes?d?|reasons?|as a result|leads? to)\b/gi,
        3,
      );
    case 'opinion':
      return share(
        text,
        /\b(?:pros|cons|reviews?|recommend\w*|advantages?|drawbacks?|worth|tested)\b/gi,
        3,
      );
    case 'fact':
      return names.some((name) => pageSubject(document.title).includes(name)) ? 1 : 0;
  }
}

/** "A heat pump is a …": the page begins by saying what its subject is. */
function opensAsEncyclopedia({ title, text }: EvidenceDocument): boolean {
  const opening = text.slice(0, OPENING_CHARACTERS).toLowerCase();
  const subject = bareSubject(title).toLowerCase();
  const at = opening.indexOf(subject);
  return (
    at >= 0 &&
    /^.{0,80}?\b(?:is|are|was|were|refers to|means)\b/s.test(opening.slice(at + subject.length))
  );
}

function namesAll(names: readonly string[], text: string): boolean {
  return names.length > 1 && names.every((name) => text.includes(name));
}

/** Occurrences as a share of how many make a full fit. */
function share(text: string, pattern: RegExp, full: number): number {
  return Math.min(1, (text.match(pattern)?.length ?? 0) / full);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '';
}
