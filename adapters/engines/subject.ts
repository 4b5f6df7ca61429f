const MEDICAL =
  /\b(?:patients?|clinical|diseases?|syndrome|disorders?|cancer|tumou?rs?|therap(?:y|ies|eutic)|treatments?|drugs?|dos(?:e|es|age)|vaccin\w*|symptoms?|diagnos\w*|infections?|virus(?:es)?|bacteri\w*|antibiotics?|genes?|genetic\w*|genom\w*|protein\w*|cells?|immun\w*|blood|heart|brain|kidney|liver|lungs?|diabet\w*|alzheimer\w*|depression|pregnan\w*|mortality|epidemi\w*|pandemic|covid\S*|surg(?:ery|ical)|hospital|nutrition|vitamins?|pharma\w*|medic(?:al|ine|ation)s?|biolog\w*)\b/i;

const SCHOLARLY =
  /\b(?:papers?|preprints?|arxiv|doi|journals?|stud(?:y|ies)|research|literature|meta-analys[ie]s|systematic review|theorem|proof|conjecture|algorithms?|neural|transformers?|machine learning|deep learning|reinforcement|language models?|quantum|physics|astro\w*|cosmolog\w*|galax(?:y|ies)|particles?|relativity|thermodynamic\w*|chemi\w*|molecul\w*|mathemati\w*|algebra\w*|topolog\w*|statistic\w*|bayesian|econometric\w*|simulations?|experiment\w*|hypothes[ie]s|climate|carbon|evidence)\b/i;

/** Whether a question is about health or the life sciences, by its words. */
export function isMedical(question: string): boolean {
  return MEDICAL.test(question);
}

/** Whether a question asks for what research papers tell, by its words. */
export function isScholarly(question: string): boolean {
  return SCHOLARLY.test(question) || isMedical(question);
}
