import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';

const Item = z.object({ str: z.string(), transform: z.array(z.number()), width: z.number() });
const Link = z.object({
  subtype: z.literal('Link'),
  url: z.string().optional(),
  dest: z.unknown().optional(),
});
const Info = z.looseObject({ Title: z.string(), Author: z.string() });

/** A PDF as a reader finds it. */
export async function openPdf(bytes: Uint8Array) {
  const document = await getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    verbosity: 0,
  }).promise;
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => {
      const page = await document.getPage(index + 1);
      const { items } = await page.getTextContent();
      const links = await page.getAnnotations();
      return {
        items: items.flatMap((item) => Item.safeParse(item).data ?? []),
        links: links.flatMap((link: unknown) => Link.safeParse(link).data ?? []),
      };
    }),
  );
  const { info } = await document.getMetadata();
  return {
    info: Info.parse(info),
    outline: (await document.getOutline())?.map(({ title }) => title) ?? [],
    destinations: Object.keys(await document.getDestinations()),
    pages,
    text: pages.map(({ items }) => items.map(({ str }) => str).join('')).join('\n'),
    links: pages.flatMap(({ links }) => links),
  };
}
