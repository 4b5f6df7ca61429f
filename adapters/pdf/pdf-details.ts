import { z } from 'zod';
import { isoDate } from '../pages/iso-date.js';

/** Only what is read of the many entries; programs that write PDFs put anything here. */
const Info = z.object({
  Title: z.string().optional().catch(undefined),
  Author: z.string().optional().catch(undefined),
  CreationDate: z.string().optional().catch(undefined),
});

interface PdfDetails {
  readonly title: string | undefined;
  readonly byline: string | null;
  readonly published_at: string | null;
}

/** Title, author and day of making as a PDF's information dictionary has them; its first line stands in for a title. */
export function pdfDetails(info: unknown, text: string): PdfDetails {
  const { Title, Author, CreationDate } = Info.catch({}).parse(info);
  return {
    title: meaningful(Title) ?? firstLine(text),
    byline: Author?.trim() || null,
    published_at: pdfDate(CreationDate),
  };
}

/** Word processors leave the name of the file they were given, and archives their numbers, which tell a reader nothing. */
function meaningful(title: string | undefined): string | undefined {
  const text = title?.trim();
  return text &&
    /\p{L}{2}/u.test(text) &&
    !/^(?:untitled|microsoft word - |slide 1$)|\.(?:docx?|indd|tex|dvi|pptx?)$/i.test(text)
    ? text
    : undefined;
}

/** A first line of a few words is the title; a word or a sentence is something else. */
function firstLine(text: string): string | undefined {
  const [line = ''] = text.split('\n');
  return /^\p{L}+\S*(?: \S+){2,15}$/u.test(line) && line.length <= 120 ? line : undefined;
}

/** Dates such as "D:20191120101500+01'00'" (ISO 32000-1, 7.9.4), to the day. */
function pdfDate(value: string | undefined): string | null {
  return isoDate(/^(?:D:)?(\d{8})/.exec(value ?? '')?.[1]);
}
