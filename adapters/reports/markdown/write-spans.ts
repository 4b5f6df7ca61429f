import type { Span, Spans } from '../blocks/block.js';
import { escapeMarkdown } from './escape-markdown.js';

/** Spans as Markdown; citations are left to the definitions at the end of the file. */
export function writeSpans(spans: Spans): string {
  return spans.map(writeSpan).join('');
}

function writeSpan(span: Span): string {
  if (span.text === '\n') return '\\\n';
  const [, before = '', text = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(span.text) ?? [];
  if (text === '') return span.text;
  return before + signed(span, text) + after;
}

function signed(span: Span, text: string): string {
  const number = /^source-(\d+)$/.exec(span.target ?? '')?.[1];
  let written = span.code === true ? codeOf(text) : escapeMarkdown(text).replaceAll('\n', '\\\n');
  if (number !== undefined)
    written = span.alarm === true ? `[${text.slice(1, -1)}][${number}]` : `[${number}]`;
  else if (span.href !== undefined) written = linkOf(span.href, written, text);
  if (span.struck === true) written = `~~${written}~~`;
  if (span.italic === true) written = `*${written}*`;
  return span.bold === true || span.alarm === true ? `**${written}**` : written;
}

function linkOf(href: string, written: string, text: string): string {
  return text === href ? `<${href}>` : `[${written.replaceAll(']', '\\]')}](<${href}>)`;
}

/** Code between more backticks than it has in a row. */
function codeOf(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}
