import type { EvidencePack, RankedSource } from '../../contracts/evidence.js';

const OPEN = '<<<';
const CLOSE = '>>>';

/** The numbered evidence of a prompt. Each source stands between fences that its own text cannot close; one without passages is left out. */
export function evidenceBlock({ sources }: EvidencePack): string {
  const blocks = sources.flatMap((source, index) =>
    source.passages.length === 0 ? [] : [sourceBlock(source, index + 1)],
  );
  return blocks.length === 0 ? 'Evidence: none was found.' : `Evidence:\n\n${blocks.join('\n\n')}`;
}

function sourceBlock({ source, passages }: RankedSource, number: number): string {
  const date = source.published_at === null ? '' : ` (${source.published_at.slice(0, 10)})`;
  const partial = source.evidence === 'snippet' ? ' (snippet only)' : '';
  const title = harmless(source.title).replace(/\s+/g, ' ').trim().slice(0, 200);
  const text = passages.map((passage) => harmless(passage.text).trim()).join('\n…\n');
  return `[${number}] ${title}${date}${partial}\n${OPEN}\n${text}\n${CLOSE}`;
}

/** Without what could pass for a fence, for another source's number at the start of a line, or for a chat template's sign. */
function harmless(text: string): string {
  return text
    .replace(/<{3,}|>{3,}/g, (signs) => signs.slice(0, 2))
    .replace(/<\|[^|>\n]{1,40}\|>|\[\/?INST\]|<\/?s>/gi, ' ')
    .replace(/^\s*\[(\d{1,3})\]/gm, '($1)');
}
