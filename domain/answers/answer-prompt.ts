import type { EvidencePack } from '../../contracts/evidence.js';
import type { ChatMessage } from '../../contracts/models.js';
import type { PromptStrategy } from '../../contracts/search.js';
import { questionKind } from '../search/question-kind.js';
import { evidenceBlock } from './evidence-block.js';
import { languageName } from './language-name.js';
import { EVIDENCE_RULES, FIELD_RULES, KIND_RULES } from './prompt-rules.js';

const TASK = 'You answer questions from numbered evidence.';
const STATIC_FORM = '- Answer in one to three short paragraphs, the direct answer first.';

/** The messages that ask for an answer from a pack. `static` is one fixed prompt; `dynamic` adds rules for the kind and field of the question; `auto` is dynamic unless the question is a plain general fact. */
export function answerPrompt({
  pack,
  strategy,
  todayIso,
}: {
  pack: EvidencePack;
  strategy: PromptStrategy;
  todayIso: string;
}): ChatMessage[] {
  const form = formFor(pack.question, strategy);
  const language = languageName(pack.language);
  return [
    { role: 'system', content: `${TASK}\n${EVIDENCE_RULES}\n${form}\n- Write in ${language}.` },
    {
      role: 'user',
      content: [
        `Today is ${todayIso.slice(0, 10)}.`,
        evidenceBlock(pack),
        `Question: ${pack.question.trim()}`,
        `Answer in ${language}, with [n] after each sentence:`,
      ].join('\n\n'),
    },
  ];
}

function formFor(question: string, strategy: PromptStrategy): string {
  if (strategy === 'static') return STATIC_FORM;
  const { kind, field } = questionKind(question);
  if (strategy === 'auto' && kind === 'fact' && field === 'general') return STATIC_FORM;
  return [KIND_RULES[kind], FIELD_RULES[field]].filter((rule) => rule !== '').join('\n');
}
