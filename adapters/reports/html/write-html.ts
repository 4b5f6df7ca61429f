import type { ReportDocument } from '../../../contracts/reports.js';
import type { Block, Blocks, Span, Spans } from '../blocks/block.js';
import { layOutReport } from '../sections/lay-out-report.js';
import { escapeHtml } from './escape-html.js';
import { POLICY, STYLE } from './style.js';

/** A report as one page that loads nothing, runs nothing and prints well. */
export function writeHtml(report: ReportDocument): string {
  const blocks = writeBlocks(layOutReport(report, { notes: [], waysBack: true }));
  return `<!doctype html>
<html lang="${escapeHtml(report.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Plumbline">
<meta name="date" content="${escapeHtml(report.created_at)}">
<title>${escapeHtml(report.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${blocks}
</main>
<footer><p>Made by Plumbline from session ${escapeHtml(report.session_id)}.</p></footer>
</body>
</html>
`;
}

function writeBlocks(blocks: Blocks): string {
  return blocks.map(writeBlock).join('\n');
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} dir="auto">${writeSpans(block.spans)}</h${block.level}>`;
    case 'paragraph':
      return `<p dir="auto"${block.tone === undefined ? '' : ` class="${block.tone}"`}>${writeSpans(block.spans)}</p>`;
    case 'list':
      return listOf(block);
    case 'quote':
      return `<blockquote dir="auto">\n${writeBlocks(block.blocks)}\n</blockquote>`;
    case 'code':
      return `<pre dir="auto"><code>${escapeHtml(block.text)}</code></pre>`;
    case 'table':
      return tableOf(block.head, block.rows);
    case 'rule':
      return '<hr>';
    case 'source':
      return `<p class="source" dir="auto" id="${block.anchor}"><span class="number">[${block.number}]</span>${writeSpans(block.spans)}</p>`;
  }
}

function listOf({ ordered, start, items }: Extract<Block, { kind: 'list' }>): string {
  const tag = ordered ? 'ol' : 'ul';
  const from = ordered && start !== 1 ? ` start="${start}"` : '';
  const lines = items.map((item) => {
    const [only] = item;
    const text = item.length === 1 && only?.kind === 'paragraph';
    return `<li dir="auto">${text ? writeSpans(only.spans) : `\n${writeBlocks(item)}\n`}</li>`;
  });
  return `<${tag} dir="auto"${from}>\n${lines.join('\n')}\n</${tag}>`;
}

function tableOf(head: readonly Spans[], rows: readonly Spans[][]): string {
  const row = (cells: readonly Spans[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag} dir="auto">${writeSpans(cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((cells) => row(cells, 'td')).join('\n');
  return `<div class="wide"><table>\n<thead>${row(head, 'th')}</thead>\n<tbody>\n${body}\n</tbody>\n</table></div>`;
}

function writeSpans(spans: Spans): string {
  return spans.map(writeSpan).join('');
}

function writeSpan(span: Span): string {
  let html = escapeHtml(span.text).replaceAll('\n', '<br>');
  if (span.code === true) html = `<code>${html}</code>`;
  if (span.struck === true) html = `<s>${html}</s>`;
  if (span.italic === true) html = `<em>${html}</em>`;
  if (span.bold === true) html = `<strong>${html}</strong>`;
  if (span.quiet === true) html = `<span class="quiet">${html}</span>`;
  if (span.alarm === true) html = `<span class="alarm">${html}</span>`;
  const id = span.anchor === undefined ? '' : ` id="${escapeHtml(span.anchor)}"`;
  if (span.target !== undefined)
    return `<a class="cite" href="#${escapeHtml(span.target)}"${id}>${html}</a>`;
  if (span.href !== undefined)
    return `<a href="${escapeHtml(span.href)}" rel="noopener noreferrer nofollow" target="_blank"${id}>${html}</a>`;
  return html;
}
