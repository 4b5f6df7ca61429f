import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainText } from './plain-text.js';

/** A heading of a page with what stands directly below it. */
export interface HandbookSection {
  /** `plumbline://docs/<file>#<slug>`. */
  readonly url: string;
  /** First heading of the file. */
  readonly page: string;
  readonly heading: string;
  /** Plain text, paragraphs parted by blank lines; never empty. */
  readonly text: string;
}

/** All sections of the Markdown files in a folder and below it, in the order of their paths. Throws Node's errors. */
export function readHandbookSections(folder: string): HandbookSection[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .flatMap((file) =>
      sectionsOf(file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')),
    );
}

function sectionsOf(file: string, markdown: string): HandbookSection[] {
  const parts = splitByHeading(markdown);
  const page = parts.find(({ heading }) => heading !== '')?.heading ?? file;
  const slugs = new Map<string, number>();
  return parts.flatMap(({ heading, lines }) => {
    const slug = uniqueSlug(heading, slugs);
    const text = plainText(lines.join('\n'));
    const url = `plumbline://docs/${encodeURI(file)}#${slug}`;
    return text === '' ? [] : [{ url, page, heading: heading === '' ? page : heading, text }];
  });
}

interface Part {
  readonly heading: string;
  readonly lines: string[];
}

function splitByHeading(markdown: string): Part[] {
  let part: Part = { heading: '', lines: [] };
  const parts = [part];
  let fenced = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? undefined : /^#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) {
      part.lines.push(line);
    } else {
      part = { heading: plainText(heading), lines: [] };
      parts.push(part);
    }
  }
  return parts;
}

/** The anchor that GitHub gives a heading: repeats are numbered. */
function uniqueSlug(heading: string, taken: Map<string, number>): string {
  const slug = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
  const repeats = taken.get(slug) ?? 0;
  taken.set(slug, repeats + 1);
  return repeats === 0 ? slug : `${slug}-${repeats}`;
}
