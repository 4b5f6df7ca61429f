import type { PageContent } from '../../contracts/pages.js';
import { languageOf } from './language.js';
import { plainParagraphs } from './plain-paragraphs.js';
import { titleFromUrl } from './title-from-url.js';
import { unreadable } from './unreadable.js';

interface PlainText {
  readonly url: string;
  readonly mediaType: string;
  readonly text: string;
}

/** Reads plain text, Markdown and JSON as they stand. */
export async function readPlainText({
  url,
  mediaType,
  text: raw,
}: PlainText): Promise<PageContent> {
  const text = plainParagraphs(raw);
  if (text === '') throw unreadable(url, 'holds no text');
  const json = mediaType === 'application/json';
  return {
    url,
    title: titleOf(text, mediaType) ?? titleFromUrl(url),
    byline: null,
    published_at: null,
    language: json ? null : await languageOf(text),
    media_type: mediaType,
    text,
    markdown: json ? `\`\`\`json\n${text}\n\`\`\`` : text,
  };
}

function titleOf(text: string, mediaType: string): string | undefined {
  if (mediaType !== 'text/markdown') return undefined;
  return /^# +(.+?)[ #]*$/m.exec(text)?.[1];
}
