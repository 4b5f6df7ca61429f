import type { Archive } from './open-archive.js';
import { type BookPackage, nameOf } from './read-package.js';
import { readXml, type XmlHandler } from './read-xml.js';

/** What a book's table of contents calls each of its files: the first entry that leads to it. */
export async function chapterTitles(
  archive: Archive,
  { contents }: BookPackage,
): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const file of contents.filter(archive.has)) {
    const add = (href: string, title: string): void => {
      const name = nameOf(file, href);
      const text = title.replace(/\s+/g, ' ').trim();
      if (text !== '' && !titles.has(name)) titles.set(name, text);
    };
    // A broken table of contents costs the titles, not the text.
    await readXml(archive, file, file.endsWith('.ncx') ? ncx(add) : nav(add)).catch(() => {});
    if (titles.size > 0) break;
  }
  return titles;
}

type Add = (href: string, title: string) => void;

/** EPUB 3: links in the `nav` that is the table of contents, not in the list of pages or of landmarks. */
function nav(add: Add): XmlHandler {
  let href: string | undefined;
  let title = '';
  let inContents = false;
  return {
    open(element, attributes) {
      if (element === 'nav') inContents = /\btoc\b/.test(attributes.get('epub:type') ?? 'toc');
      if (element !== 'a' || !inContents) return;
      href = attributes.get('href');
      title = '';
    },
    text(text) {
      title += text;
    },
    close(element) {
      if (element === 'a' && href !== undefined) add(href, title);
      if (element === 'a') href = undefined;
    },
  };
}

/** EPUB 2: a label, then the file it leads to. */
function ncx(add: Add): XmlHandler {
  let title = '';
  return {
    open(element, attributes) {
      if (element === 'navLabel') title = '';
      if (element === 'content') add(attributes.get('src') ?? '', title);
    },
    text(text) {
      title += text;
    },
  };
}
