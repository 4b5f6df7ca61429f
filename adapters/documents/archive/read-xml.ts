import { SaxesParser } from 'saxes';
import { ServiceError } from '../../../contracts/failures.js';
import { unreadable } from '../unreadable.js';
import type { Archive } from './open-archive.js';

/** What is told of a file of XML, in order. Names come without the prefix of their namespace. */
export interface XmlHandler {
  open?(name: string, attributes: XmlAttributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

export interface XmlAttributes {
  /** By name without prefix; the first where several prefixes share a name. By its whole name with one. */
  get(name: string): string | undefined;
}

/** No office program nests elements deeper. */
const DEEPEST = 2_000;

/**
 * Reads a file of XML as a stream. Entities that it declares are refused: office files have none, and
 * a few of them expand to gigabytes.
 */
export async function readXml(archive: Archive, name: string, handler: XmlHandler): Promise<void> {
  const parser = parserFor(handler);
  const decoder = new TextDecoder();
  try {
    for await (const chunk of await archive.stream(name)) {
      parser.write(decoder.decode(chunk, { stream: true }));
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw unreadable('holds broken XML inside: save it anew with its program and add that', error);
  }
}

/** Throws for XML that declares entities of its own. */
export function checkEntities(doctype: string): void {
  if (!/<!ENTITY/i.test(doctype)) return;
  throw unreadable('holds XML that declares its own entities, as XML bombs do, and is not read');
}

function parserFor(handler: XmlHandler): SaxesParser {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('doctype', checkEntities);
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > DEEPEST) throw unreadable(`nests its XML deeper than ${DEEPEST} levels`);
    handler.open?.(localName(name), {
      get: (wanted) =>
        attributes[wanted] ??
        Object.entries(attributes).find(([key]) => localName(key) === wanted)?.[1],
    });
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    handler.close?.(localName(name));
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  return parser;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
