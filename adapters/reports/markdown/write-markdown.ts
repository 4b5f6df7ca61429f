import type { ReportDocument } from '../../../contracts/reports.js';
import type { Block, Blocks, Spans } from '../blocks/block.js';
import { safeLink } from '../blocks/safe-link.js';
import { layOutReport } from '../sections/lay-out-report.js';
import { writeSpans } from './write-spans.js';

/** A report as Markdown without any HTML; `[n]` leads to the address of source n. */
export function writeMarkdown(report: ReportDocument): string {
  const text = writeBlocks(layOutReport(report, { notes: [], waysBack: false }));
  const definitions = report.sources.flatMap(({ number, url }) => {
    const href = safeLink(url);
    return href === undefined ? [] : [`[${number}]: <${href}>`];
  });
  return `${[text, definitions.join('\n')].filter(Boolean).join('\n\n')}\n`;
}

function writeBlocks(blocks: Blocks): string {
  return blocks.map(writeBlock).join('\n\n');
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${writeSpans(block.spans).replaceAll('\\\n', ' ')}`;
    case 'paragraph':
      return block.tone === 'notice' ? quoted(paragraph(block.spans)) : paragraph(block.spans);
    case 'list':
      return block.items
        .map((item, index) => {
          const sign = block.ordered ? `${block.start + index}. ` : '- ';
          return sign + indented(writeBlocks(item), sign.length);
        })
        .join('\n');
    case 'quote':
      return quoted(writeBlocks(block.blocks));
    case 'code':
      return codeBlock(block.text);
    case 'table':
      return tableOf(block.head, block.rows);
    case 'rule':
      return '---';
    case 'source':
      return `**[${block.number}]** ${writeSpans(block.spans)}`;
  }
}

/** A line that begins with `[n]:` would define where that citation leads. */
function paragraph(spans: Spans): string {
  return writeSpans(spans).replaceAll(/^(\s*\[[^\]\n]*\]):/gm, '$1\\:');
}

function quoted(text: string): string {
  return text.replaceAll(/^/gm, '> ');
}

function indented(text: string, by: number): string {
  return text.replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(by)}`);
}

function codeBlock(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function tableOf(head: readonly Spans[], rows: readonly Spans[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cell = (spans: Spans) => writeSpans(spans).replaceAll('\\\n', ' ').replaceAll('\n', ' ');
  return [
    line(head.map(cell)),
    line(head.map(() => '---')),
    ...rows.map((row) => line(row.map(cell))),
  ].join('\n');
}
