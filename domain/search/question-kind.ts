export type QuestionKind =
  | 'fact'
  | 'definition'
  | 'comparison'
  | 'how-to'
  | 'list'
  | 'temporal'
  | 'explanation'
  | 'opinion';

export type QuestionField =
  | 'technology'
  | 'science'
  | 'medicine'
  | 'law'
  | 'finance'
  | 'history'
  | 'general';

const COMPARING =
  /\b(?:vs\.?|versus|compared? (?:to|with|and)|differences? between|better than|in common)\b|^compare\b/i;

/** "…, A or B?": two names to choose from. */
const CHOICE = /[,:]\s*(?:the |an? )?\p{Lu}[^,?]{0,80} or (?:the |an? )?\p{Lu}/u;

/** Tried in this order: the narrower pattern first. */
const KINDS: readonly (readonly [QuestionKind, RegExp])[] = [
  [
    'how-to',
    /^how (?:do|can|should|would) (?:i|we|you|one)\b|^how to\b|\b(?:step[- ]by[- ]step|tutorial|guide to|instructions for|set ?up|install|configure)\b/i,
  ],
  [
    'opinion',
    /\b(?:should (?:i|we|one)|worth (?:it|buying|reading|watching)|best|recommend(?:ed|ations?)?|opinions?|reviews?|pros and cons|do you think)\b/i,
  ],
  [
    'list',
    /^(?:list|name|enumerate)\b.*\w(?:s|ies)\b|^(?:what|which) are (?:the|some|all)\b|\b(?:examples|types|kinds|list|members) of\b/i,
  ],
  [
    'temporal',
    /^(?:when|since when|until when)\b|\b(?:what|which) (?:year|date|day|month|decade|century)\b|\b(?:latest|newest|timeline|history of|most recent)\b/i,
  ],
  [
    'explanation',
    /^why\b|^how (?:does|did|do|is|are|was|were|come)\b|^explain\b|\b(?:reasons? for|causes? of)\b/i,
  ],
  [
    'definition',
    /^(?:what|who) (?:is|are|was|were) (?:an? |the )?[\p{L}\p{N}.+#'’ -]{1,40}\??$|^define\b|\b(?:definition|meaning) of\b|\bwhat does .+ (?:mean|stand for)\b/iu,
  ],
];

const FIELDS: readonly (readonly [QuestionField, RegExp])[] = [
  [
    'medicine',
    /\b(?:diseases?|symptoms?|treatments?|drugs?|doses?|dosage|patients?|cancer|vaccin\w*|therap(?:y|ies)|diagnos\w+|clinical|infections?|surgery|medicines?|medications?|diabet\w+)\b/gi,
  ],
  [
    'law',
    /\b(?:laws?|legal(?:ly)?|courts?|statutes?|liab\w+|lawsuits?|contracts?|regulations?|gdpr|copyright|constitution\w*|judges?|acts? of \d{4}|rul(?:ing|ed)|supreme court)\b/gi,
  ],
  [
    'finance',
    /\b(?:revenues?|stocks?|shares?|dividends?|earnings|profits?|interest rates?|inflation|gdp|debt|bonds?|mortgages?|tax(?:es)?|fiscal|10-[kq]|ebitda|cash flow|balance sheet|invest\w+)\b/gi,
  ],
  [
    'technology',
    /\b(?:software|programming|code|api|python|javascript|typescript|linux|databases?|servers?|algorithms?|computers?|frameworks?|librar(?:y|ies)|docker|kubernetes|gpus?|cpus?|llms?|neural networks?|apps?|browsers?|bug|compiler|node\.?js)\b/gi,
  ],
  [
    'science',
    /\b(?:physics|chemi\w+|biolog\w+|planets?|stars?|galax\w+|quantum|molecul\w+|atoms?|cells?|dna|species|evolution|climate|energy|theorems?|equations?|geolog\w+|astronom\w+)\b/gi,
  ],
  [
    'history',
    /\b(?:wars?|battles?|empires?|kings?|queens?|dynast\w+|ancient|medieval|centur(?:y|ies)|revolutions?|coloni\w+|treat(?:y|ies)|historical\w*|founded|1[0-9]\d\d)\b/gi,
  ],
];

/** What a question asks for, and in which field, by its wording in English; else a fact of no special field. */
export function questionKind(question: string): { kind: QuestionKind; field: QuestionField } {
  const text = question.trim().replace(/\s+/g, ' ');
  return { kind: kindOf(text), field: fieldOf(text) };
}

function kindOf(text: string): QuestionKind {
  if (COMPARING.test(text) || CHOICE.test(text)) return 'comparison';
  if (/\bboth\b/i.test(text) && / and /.test(text)) return 'comparison';
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'fact';
}

/** The field most of whose words occur; the first named wins a tie. */
function fieldOf(text: string): QuestionField {
  let best: QuestionField = 'general';
  let most = 0;
  for (const [field, pattern] of FIELDS) {
    const count = text.match(pattern)?.length ?? 0;
    if (count > most) [best, most] = [field, count];
  }
  return best;
}
