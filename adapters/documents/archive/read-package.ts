import { posix } from 'node:path';
import { unreadable } from '../unreadable.js';
import type { Archive } from './open-archive.js';
import { readXml } from './read-xml.js';

/** A book as its package file describes it (EPUB 3.3, section 5). Names are those of files in the archive. */
export interface BookPackage {
  readonly title: string;
  readonly language: string;
  /** The files of the text in reading order. */
  readonly chapters: readonly string[];
  /** The tables of contents: that of EPUB 3, then that of EPUB 2. */
  readonly contents: readonly string[];
}

interface Item {
  readonly name: string;
  readonly isContents: boolean;
  readonly isText: boolean;
}

export async function readPackage(archive: Archive): Promise<BookPackage> {
  const file = await packageFile(archive);
  const items = new Map<string, Item>();
  const spine: string[] = [];
  const about = new Map<string, string>();
  let within = '';
  await readXml(archive, file, {
    open(element, attributes) {
      within = element;
      const href = attributes.get('href');
      if (element === 'item' && href !== undefined) {
        const [type, properties] = [
          attributes.get('media-type') ?? '',
          attributes.get('properties'),
        ];
        items.set(attributes.get('id') ?? '', {
          name: nameOf(file, href),
          isContents: type.includes('dtbncx') || /\bnav\b/.test(properties ?? ''),
          isText: /html/.test(type),
        });
      }
      if (element === 'itemref') spine.push(attributes.get('idref') ?? '');
    },
    text(text) {
      if (within === 'title' || within === 'language') about.set(within, about.get(within) ?? text);
    },
    close() {
      within = '';
    },
  });
  const contents = [...items.values()].filter(({ isContents }) => isContents);
  return {
    title: about.get('title') ?? '',
    language: about.get('language') ?? '',
    chapters: spine.flatMap((id) => {
      const item = items.get(id);
      return item?.isText ? item.name : [];
    }),
    contents: contents.sort((a, b) => Number(b.isText) - Number(a.isText)).map(({ name }) => name),
  };
}

async function packageFile(archive: Archive): Promise<string> {
  let path: string | undefined;
  await readXml(archive, 'META-INF/container.xml', {
    open(element, attributes) {
      if (element === 'rootfile') path ??= attributes.get('full-path');
    },
  });
  if (path === undefined || !archive.has(path)) {
    throw unreadable('is a broken book: its package file is missing');
  }
  return path;
}

/** The file that a reference leads to from another; the place within the file is left out. */
export function nameOf(from: string, href: string): string {
  const [path = ''] = href.split('#');
  return posix.join(posix.dirname(from), decoded(path));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
