import type { ParentNode } from 'domhandler';
import { DomUtils } from 'htmlparser2';
import { z } from 'zod';

const Thing = z.record(z.string(), z.unknown());
/** One entry of a page's JSON-LD, whatever its vocabulary. */
export type Thing = z.infer<typeof Thing>;

const ARTICLE = /Article|Posting|Report|Review|NewsItem|Recipe|HowTo|QAPage|TechArticle/;

/** The article that a page describes in its JSON-LD, or undefined; broken JSON counts as none. */
export function articleThing(document: ParentNode): Thing | undefined {
  const things = DomUtils.getElementsByTagName('script', document, true)
    .filter(({ attribs }) => /^application\/ld\+json/i.test(attribs['type'] ?? ''))
    .flatMap((script) => unfold(parsed(DomUtils.textContent(script))));
  return things.find((thing) => ARTICLE.test(asText(thing['@type']) ?? ''));
}

/** The first text in a value: itself, the first of a list, or the name or value of an object. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  if (Array.isArray(value)) return value.map(asText).find((text) => text !== undefined);
  const thing = Thing.safeParse(value);
  if (!thing.success) return undefined;
  return asText(thing.data['name'] ?? thing.data['@value']);
}

function parsed(json: string): unknown {
  try {
    // Some sites wrap the JSON in a comment or break lines within its strings.
    return JSON.parse(
      json
        .replace(/^\s*(?:<!--|\/\/<!\[CDATA\[)|(?:-->|\/\/\]\]>)\s*$/g, '')
        .replace(/[\n\r\t]/g, ' '),
    );
  } catch {
    return undefined;
  }
}

function unfold(value: unknown): Thing[] {
  if (Array.isArray(value)) return value.flatMap(unfold);
  const thing = Thing.safeParse(value);
  if (!thing.success) return [];
  const { '@graph': graph, mainEntity } = thing.data;
  return [thing.data, ...unfold(graph), ...unfold(mainEntity)];
}
