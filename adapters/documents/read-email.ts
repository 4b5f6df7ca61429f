import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'htmlparser2';
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { DocumentPage } from '../../contracts/document-parsing.js';
import { FAILURES, ServiceError } from '../../contracts/failures.js';
import type { Warning } from '../../contracts/warnings.js';
import { contentPieces } from '../pages/html/content-pieces.js';
import { makeFolder } from '../scratch/make-folder.js';
import { scratchFailure } from '../scratch/scratch-failure.js';
import type { Piece } from '../text/piece.js';
import { cutParts } from './cut-parts.js';
import { checkPageCount, flowDocument } from './flow-document.js';
import { mailboxLetters } from './mailbox-letters.js';
import type { DocumentFile, OpenFormat } from './open-format.js';
import { checkNesting } from './read-html.js';
import { textPieces } from './read-plain-text.js';

const NESTING_DEPTH = 20;

type OpenAttachment = (file: DocumentFile) => Promise<OpenFormat>;

/** An e-mail, or those of a mailbox: who wrote to whom and when, the text, then the pages of the attachments. */
export async function readEmail(file: DocumentFile, open: OpenAttachment): Promise<OpenFormat> {
  const letters = mailboxLetters(await readFile(file.path));
  const pages: DocumentPage[] = [];
  const warnings: Warning[] = [];
  const subjects: (string | undefined)[] = [];
  for (const bytes of letters) {
    const letter = await readLetter(bytes, file, { open, from: pages.length + 1 });
    pages.push(...letter.pages);
    warnings.push(...letter.warnings);
    subjects.push(letter.subject);
    checkPageCount(pages.length, file);
  }
  const title = subjects.length === 1 ? subjects[0] : undefined;
  const mediaType = subjects.length === 1 ? 'message/rfc822' : 'application/mbox';
  return flowDocument(file, { mediaType, title, pages, warnings });
}

interface Letter {
  readonly subject: string | undefined;
  readonly pages: readonly DocumentPage[];
  readonly warnings: readonly Warning[];
}

async function readLetter(
  bytes: Buffer,
  file: DocumentFile,
  { open, from }: { readonly open: OpenAttachment; readonly from: number },
): Promise<Letter> {
  const email = await PostalMime.parse(bytes, { maxNestingDepth: NESTING_DEPTH });
  const attachments = email.attachments.filter(isNamed);
  const pieces = [...headerPieces(email, attachments), ...bodyPieces(email)];
  const pages = cutParts(pieces, { kind: 'part', from, label: email.subject });
  const warnings: Warning[] = [];
  for (const attachment of attachments) {
    const read = await attachmentPages(file, attachment, open);
    if ('failure' in read) warnings.push(read.failure);
    else
      pages.push(
        ...read.pages.map((page, index) => ({ ...page, number: from + pages.length + index })),
      );
    checkPageCount(from - 1 + pages.length, file);
  }
  return { subject: email.subject, pages, warnings };
}

/** Pictures that the text shows are no attachments, though they are sent as such. */
function isNamed({ filename, related }: Attachment): boolean {
  return filename !== null && !related;
}

function headerPieces(email: Email, attachments: readonly Attachment[]): Piece[] {
  const lines = [
    ['From', namesOf(email.from === undefined ? [] : [email.from])],
    ['To', namesOf(email.to ?? [])],
    ['Cc', namesOf(email.cc ?? [])],
    ['Date', email.date ?? ''],
    ['Subject', email.subject ?? ''],
    ['Attachments', attachments.map(({ filename }) => filename).join(', ')],
  ];
  const text = lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  return text === '' ? [] : [{ kind: 'paragraph', text }];
}

function namesOf(addresses: readonly Address[]): string {
  return addresses
    .flatMap((one) => one.group ?? one)
    .map(({ name, address }) => (name === '' ? address : `${name} <${address}>`))
    .join(', ');
}

function bodyPieces({ text = '', html = '' }: Email): Piece[] {
  if (text.trim() !== '' || html === '') return textPieces(text);
  checkNesting(html);
  return contentPieces(parseDocument(html).children);
}

type Read = { readonly pages: DocumentPage[] } | { readonly failure: Warning };

async function attachmentPages(
  file: DocumentFile,
  { filename, content }: Attachment,
  open: OpenAttachment,
): Promise<Read> {
  const name = filename ?? '';
  const folder = makeFolder('attachment', file.scratch);
  const path = join(folder, 'attachment');
  try {
    const bytes = typeof content === 'string' ? content : new Uint8Array(content);
    await writeFile(path, bytes, { mode: 0o600 }).catch((error: unknown) => {
      throw scratchFailure(error);
    });
    const { size } = await stat(path);
    const document = await open({ ...file, path, size, filename: name, mediaType: undefined });
    const pages: DocumentPage[] = [];
    for await (const page of document.pages(1)) {
      pages.push({ ...page, ...placeWithin(name, page), trail: [name, ...page.trail] });
    }
    await document.close();
    return { pages };
  } catch (error) {
    // An attachment that cannot be read costs itself, not the letter; anything unknown costs the letter, and so does what
    // may be well at another try.
    if (!(error instanceof ServiceError) || FAILURES[error.code].retryable) throw error;
    return {
      failure: {
        code: 'attachment-unread',
        message: `An attachment was not read: ${error.message}.`,
        subject: name,
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Pages and slides of an attachment keep its own numbers: those of the letter are not printed on them. */
function placeWithin(name: string, { number, label, kind }: DocumentPage) {
  const own = kind === 'slide' ? [`slide ${number}`, label] : [label ?? numberOf(number, kind)];
  const parts = [name, ...own].filter((part) => part !== null && part !== '');
  return { label: parts.join(': '), kind: kind === 'slide' ? ('part' as const) : kind };
}

function numberOf(number: number, kind: DocumentPage['kind']): string | null {
  return kind === 'page' ? `page ${number}` : null;
}
