import { dropLoops } from './drop-loops.js';

const REASONING = /<(think|thinking|reasoning|thought)>[\s\S]*?<\/\1>/gi;
/** Some templates write the opening tag themselves, so that only the closing one arrives. */
const REASONING_WITHOUT_START = /^[\s\S]*<\/(?:think|thinking|reasoning|thought)>/i;
const REASONING_WITHOUT_END = /<(?:think|thinking|reasoning|thought)>[\s\S]*$/i;
const TEMPLATE_SIGN = /<\|[^|>\n]{1,40}\|>|\[\/?INST\]|<\/?s>|<\/?answer>/gi;
const ECHO =
  /^\s*(?:(?:question|frage)\s*:[^\n]*\n+|(?:the )?(?:corrected )?(?:final )?answer(?: in \p{L}+)?(?:, with \[n\] after each sentence)?\s*:\s*)/iu;
const EVIDENCE_ECHO = /^\s*(?:Today is \d{4}-\d{2}-\d{2}\.\s*)?Evidence:\s*[\s\S]*>>>\s*/;
const FENCED_ECHO = /<<<[\s\S]*?>>>/g;
const SOURCES_TAIL =
  /\n\s*(?:#{1,6}\s*)?[*_]*(?:sources?|references?|citations?|bibliography|quellen|références|fuentes)[*_]*\s*:?[*_]*\s*:?\s*\n(?:\s*(?:[-*•]\s*|\d{1,3}[.)]\s*)?(?:\[\^?\d{1,3}\]|https?:\/\/|[^\n]*https?:\/\/)[^\n]*\n?|\s*\n|\s*(?:[-*•]|\d{1,3}[.)])\s[^\n]*\n?)*\s*$/iu;
const INLINE_SOURCES_TAIL =
  /\n\s*[*_]*(?:sources?|references?)[*_]*\s*:[*_]*\s*(?:\[\d{1,3}\][^\n]*)?$/iu;

/**
 * A model's reply as an answer: without leaked reasoning, template signs, echoes of the prompt, a closing
 * list of sources and loops of repeated sentences; all citation markers written [1].
 */
export function cleanAnswer(reply: string): string {
  const spoken = reply
    .replace(REASONING, '')
    .replace(REASONING_WITHOUT_START, '')
    .replace(REASONING_WITHOUT_END, '')
    .replace(TEMPLATE_SIGN, '')
    .replace(EVIDENCE_ECHO, '')
    .replace(FENCED_ECHO, '');
  const bare = withoutEchoes(spoken);
  const markers = plainMarkers(bare);
  const body = markers.replace(SOURCES_TAIL, '').replace(INLINE_SOURCES_TAIL, '');
  return dropLoops(body)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutEchoes(text: string): string {
  let rest = text;
  for (let round = 0; round < 3; round++) rest = rest.replace(ECHO, '');
  return rest;
}

/** 【1】, 【1†source】, [^1], [[1]], [1](url), [Source 1], [source: 1] and, after a sentence's words, (1) become [1]. */
function plainMarkers(text: string): string {
  return text
    .replace(/【(\d{1,3})(?:[†:][^】\n]{0,80})?】/g, '[$1]')
    .replace(/\[\^(\d{1,3})\](?!:)/g, '[$1]')
    .replace(/\[\[(\d{1,3})\]\]/g, '[$1]')
    .replace(/\[(\d{1,3})\]\([^)\s]{1,2000}\)/g, '[$1]')
    .replace(/[[(](?:sources?|evidence|ref|citation)[:\s#]*(\d{1,3})[\])]/gi, '[$1]')
    .replace(/(?<=[\p{L}\p{N}%"”’)\]][ \t]?)\((\d{1,2})\)(?=[.,;!?。]|\s*$)/gmu, '[$1]');
}
