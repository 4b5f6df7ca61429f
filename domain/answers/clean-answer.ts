import { dropLoops } from './drop-loops.js';
import { withoutReasoning } from './reasoning-text.js';
import { withoutSourceList } from './source-list.js';

const TEMPLATE_SIGN = /<\|[^|>\n]{1,40}\|>|\[\/?INST\]|<\/?s>|<\/?answer>/gi;
const ECHO =
  /^\s*(?:(?:question|frage)\s*:[^\n]*\n+|(?:the )?(?:corrected )?(?:final )?answer(?: in \p{L}+)?(?:, with \[n\] after each sentence)?\s*:\s*)/iu;
const EVIDENCE_ECHO = /^\s*(?:Today is \d{4}-\d{2}-\d{2}\.\s*)?Evidence:/;
const FENCE_END = '>>>';
const ECHOES = 3;

/**
 * A model's reply as an answer: without leaked reasoning, template signs, echoes of the prompt, a closing
 * list of sources and loops of repeated sentences; all citation markers written [1]. Linear time.
 */
export function cleanAnswer(reply: string): string {
  const spoken = withoutReasoning(reply).replace(TEMPLATE_SIGN, '');
  const answer = plainMarkers(withoutEchoes(spoken));
  return dropLoops(withoutSourceList(answer))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutEchoes(text: string): string {
  const isEcho = EVIDENCE_ECHO.test(text) && text.includes(FENCE_END);
  let rest = isEcho ? text.slice(text.lastIndexOf(FENCE_END) + FENCE_END.length) : text;
  for (let round = 0; round < ECHOES; round++) rest = rest.replace(ECHO, '');
  return rest;
}

/** 【1】, 【1†source】, [^1], [[1]], [1](url), [Source 1] and, after the words of a sentence, (1) become [1]. */
function plainMarkers(text: string): string {
  return text
    .replace(/【(\d{1,3})(?:[†:][^】\n]{0,80})?】/g, '[$1]')
    .replace(/\[\^(\d{1,3})\](?!:)/g, '[$1]')
    .replace(/\[\[(\d{1,3})\]\]/g, '[$1]')
    .replace(/\[(\d{1,3})\]\([^)\s]{1,2000}\)/g, '[$1]')
    .replace(/[[(](?:sources?|evidence|ref|citation)[:\s#]{0,3}(\d{1,3})[\])]/gi, '[$1]')
    .replace(/(?<=[\p{L}\p{N}%"”’)\]][ \t])\((\d{1,2})\)(?=[.,;!?。]|$)/gmu, '[$1]');
}
