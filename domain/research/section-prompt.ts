import type { EvidencePack } from '../../contracts/evidence.js';
import type { ChatMessage } from '../../contracts/models.js';
import type { Section } from '../../contracts/research-steps.js';
import type { PromptStrategy } from '../../contracts/search.js';
import { answerPrompt } from '../answers/answer-prompt.js';
import { evidenceBlock } from '../answers/evidence-block.js';
import { languageName } from '../answers/language-name.js';
import { EVIDENCE_RULES } from '../answers/prompt-rules.js';
import { cutQuery } from '../search/cut-query.js';
import { SUMMARY } from './outline.js';

const TASK = 'You write one section of a report from numbered evidence.';
const FORM = '- Write one to three short paragraphs on this section alone, without a heading.';

interface Writing {
  readonly pack: EvidencePack;
  readonly section: Section;
  readonly question: string;
  readonly strategy: PromptStrategy;
  readonly todayIso: string;
}

/** The messages that ask for a section of a report from its own evidence; the first one answers the question itself. */
export function sectionPrompt(writing: Writing): ChatMessage[] {
  const { pack, section, question, strategy, todayIso } = writing;
  if (section.heading === SUMMARY)
    return answerPrompt({ pack: { ...pack, question: cutQuery(question) }, strategy, todayIso });
  const language = languageName(pack.language);
  return [
    { role: 'system', content: `${TASK}\n${EVIDENCE_RULES}\n${FORM}\n- Write in ${language}.` },
    {
      role: 'user',
      content: [
        `Today is ${todayIso.slice(0, 10)}.`,
        evidenceBlock(pack),
        `Question of the report: ${cutQuery(question)}`,
        `Section: ${section.heading} (${cutQuery(section.query)})`,
        `Answer in ${language}, with [n] after each sentence:`,
      ].join('\n\n'),
    },
  ];
}
