import { z } from 'zod';
import { DocumentInfo, DocumentPage } from '../../../contracts/document-parsing.js';
import { FAILURES, type FailureCode } from '../../../contracts/failures.js';

const Limits = z.object({
  fileBytes: z.number(),
  unpackedBytes: z.number(),
  pages: z.number(),
  stepMs: z.number(),
  memoryMb: z.number(),
});

/** What a parsing process is told, one message at a time; it holds one document at a time. */
export const ToParser = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('open'),
    path: z.string(),
    filename: z.string(),
    mediaType: z.string().optional(),
    limits: Limits,
    ocrLanguages: z.string(),
  }),
  /** Asks for some pages from this number on. */
  z.object({ type: z.literal('read'), from: z.int() }),
  z.object({ type: z.literal('close') }),
]);
export type ToParser = z.infer<typeof ToParser>;

const isCode = (value: unknown): value is FailureCode =>
  typeof value === 'string' && Object.hasOwn(FAILURES, value);

/** What it answers to each. */
export const FromParser = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened'), info: DocumentInfo }),
  /** `next` is the number of the page to ask for next; null after the last. */
  z.object({ type: z.literal('pages'), pages: z.array(DocumentPage), next: z.int().nullable() }),
  z.object({ type: z.literal('closed'), memoryMb: z.number() }),
  z.object({
    type: z.literal('failed'),
    code: z.custom<FailureCode>(isCode),
    message: z.string(),
  }),
]);
export type FromParser = z.infer<typeof FromParser>;
