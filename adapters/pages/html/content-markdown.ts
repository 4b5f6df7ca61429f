import { gfm } from '@joplin/turndown-plugin-gfm';
import type { ChildNode } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import TurndownService from 'turndown';

/** Nodes as Markdown with headings, lists, tables, code and links. Images are left out: nothing reads them. */
export function contentMarkdown(nodes: ChildNode[]): string {
  const turndown = new TurndownService({
    headingStyle: 'atx',
    hr: '---',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
  });
  turndown.use(gfm);
  turndown.remove(['script', 'style']);
  turndown.addRule('images', { filter: ['img'], replacement: () => '' });
  // Turndown is handed text: with the nodes of another tree it loses tables and code.
  return turndown
    .turndown(DomUtils.getOuterHTML(nodes))
    .replace(/\[\s*\]\([^)]*\)/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
