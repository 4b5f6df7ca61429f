const LEAD_IN =
  /^(?:here (?:is|are)\b|here['’]s\b|sure\b|certainly\b|of course\b|okay\b|great question|let (?:me|us)\b|let['’]s\b|i (?:hope|found|will)\b|i['’]ll\b|below (?:is|are)\b|the following\b|hope this\b|feel free\b|in (?:summary|short|conclusion)\W*$)/iu;
const LONGEST_LEAD_IN = 12;
const NOTHING_FOUND =
  /^(?:unfortunately,? |sorry,? )?(?:nothing|no (?:answer|information|evidence|details?|data|sources?|passages?|results?))\b.{0,80}\b(?:found|available|provided|given|stated|mentioned)\b/iu;
const EVIDENCE =
  /\b(?:the|these|this|any|provided|available|given) (?:\p{L}+ ){0,2}(?:sources?|evidence|passages?|context|documents?|search results?|text)\b/iu;
const LACK =
  /\b(?:do(?:es)?(?:n['’]t| not)|did(?:n['’]t| not)|can(?:not|['’]t)|no|not|none|insufficient|lacks?|nothing|unable)\b/iu;
const STATING =
  /\b(?:say|says|stated?|states|mention(?:s|ed)?|contains?|provides?|gives?|given|specif(?:y|ies|ied)|found|answers?|covers?|includes?|included|discuss(?:es)?|enough|sufficient|insufficient|lacks?|determine)\b/iu;

/** True for sentences that speak to the reader or about the evidence itself, and so claim nothing that it could bear. */
export function isTalk(sentence: string): boolean {
  if (/[:：?？]["'”’)*_]*$/u.test(sentence)) return true;
  if (/^\p{sc=Latin}+\W*$/u.test(sentence)) return true;
  if (LEAD_IN.test(sentence) && sentence.split(/\s+/).length <= LONGEST_LEAD_IN) return true;
  if (NOTHING_FOUND.test(sentence)) return true;
  return EVIDENCE.test(sentence) && LACK.test(sentence) && STATING.test(sentence);
}
