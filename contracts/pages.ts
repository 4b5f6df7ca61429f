import { z } from 'zod';

export const PageSection = z
  .object({
    number: z.int().min(1).meta({ description: 'Page number, from 1.' }),
    label: z.string().nullable().meta({ description: 'The printed page label, such as iv.' }),
    text: z.string(),
  })
  .meta({ id: 'PageSection' });
export type PageSection = z.infer<typeof PageSection>;

/** What a reader found at an address: the main content, without navigation and advertising. */
export const PageContent = z
  .object({
    url: z.string().meta({ description: 'Where the content really came from, after redirects.' }),
    title: z.string(),
    byline: z.string().nullable(),
    published_at: z.string().nullable().meta({ description: 'ISO 8601 date or time.' }),
    language: z.string().nullable().meta({ description: 'ISO 639-1.' }),
    media_type: z.string(),
    text: z
      .string()
      .meta({ description: 'Main content as plain text; paragraphs are parted by blank lines.' }),
    markdown: z.string(),
    pages: z.array(PageSection).optional().meta({ description: 'Text by page, for paged media.' }),
  })
  .meta({ id: 'PageContent' });
export type PageContent = z.infer<typeof PageContent>;

/** Body of POST /api/v1/read. */
export const ReadRequest = z.object({ url: z.url().max(4_096) }).meta({ id: 'ReadRequest' });
export type ReadRequest = z.infer<typeof ReadRequest>;

/**
 * Reads pages under all guards: private addresses, robots.txt, size, time and pacing by host.
 * Throws ServiceError: forbidden, not-found, too-large, unreadable, rate-limited, unavailable, stalled.
 */
export interface PageReader {
  read(url: string, signal: AbortSignal): Promise<PageContent>;
}
