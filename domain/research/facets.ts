import type { QuestionKind } from '../search/question-kind.js';

/** A side of a subject that a report should look at. */
export interface Facet {
  readonly description: string;
  /** Words that lead to pages about it. */
  readonly words: string;
  readonly outcome: string;
}

const TOPIC: readonly Facet[] = [
  {
    description: 'Figures and studies',
    words: 'statistics study results',
    outcome: 'Numbers with their year and their source',
  },
  {
    description: 'Benefits and effects',
    words: 'benefits effects',
    outcome: 'What it changes, and for whom',
  },
  {
    description: 'Criticism, risks and limits',
    words: 'risks criticism limitations',
    outcome: 'What speaks against it, and who says so',
  },
  {
    description: 'Recent development and outlook',
    words: 'recent developments outlook',
    outcome: 'What has changed lately and what is expected',
  },
];

/** Sides by the kind of the question; kinds that ask for one thing have none. */
const FACETS: Readonly<Record<QuestionKind | 'topic', readonly Facet[]>> = {
  topic: TOPIC,
  definition: [
    { description: 'How it works', words: 'how it works', outcome: 'Its parts and how they act' },
    { description: 'Uses', words: 'uses applications', outcome: 'What it is used for' },
    {
      description: 'Limits and criticism',
      words: 'limitations criticism',
      outcome: 'Where it fails, and who says so',
    },
  ],
  explanation: [
    { description: 'Causes', words: 'causes reasons', outcome: 'What brings it about' },
    { description: 'Mechanism', words: 'mechanism process', outcome: 'How one leads to the other' },
    { description: 'Evidence', words: 'study evidence', outcome: 'What the explanation rests on' },
  ],
  'how-to': [
    {
      description: 'What is needed',
      words: 'requirements prerequisites',
      outcome: 'What must be there before one begins',
    },
    { description: 'Steps', words: 'step by step guide', outcome: 'What to do, in order' },
    {
      description: 'Mistakes and problems',
      words: 'common mistakes troubleshooting',
      outcome: 'What goes wrong, and what helps',
    },
  ],
  opinion: [
    { description: 'What speaks for it', words: 'advantages benefits', outcome: 'Reasons for it' },
    {
      description: 'What speaks against it',
      words: 'disadvantages problems',
      outcome: 'Reasons against it',
    },
    {
      description: 'Alternatives',
      words: 'alternatives comparison',
      outcome: 'What else there is',
    },
  ],
  list: [
    { description: 'Overviews and lists', words: 'list overview', outcome: 'Lists by others' },
    { description: 'Examples', words: 'examples', outcome: 'Single cases, described' },
  ],
  fact: [],
  temporal: [],
  comparison: [],
};

/** The sides of a subject to look at, by what the question asks for. */
export function facetsOf(kind: QuestionKind | 'topic'): readonly Facet[] {
  return FACETS[kind];
}
