import { rmSync } from 'node:fs';
import type { DocumentInfo } from '../../../contracts/document-parsing.js';
import { ServiceError } from '../../../contracts/failures.js';
import type { DocumentLimits } from '../document-limits.js';
import { openDocument } from '../open-document.js';
import type { OpenFormat } from '../open-format.js';
import { unreadable } from '../unreadable.js';
import { endGroup } from './end-group.js';
import { guardMemory } from './memory-guard.js';
import { type FromParser, ToParser } from './parser-messages.js';
import { readBatch } from './read-batch.js';

/** A process that parses, so that whatever a document does to it, it is not the product's process. */
let open: { readonly format: OpenFormat; readonly limits: DocumentLimits } | undefined;

guardMemory(Number(process.argv[2]));
// The product has gone: what recognises a page goes too, and what was written for it.
process.on('disconnect', () => {
  if (process.argv[3] !== undefined) rmSync(process.argv[3], { recursive: true, force: true });
  endGroup(process.pid);
});
process.on('message', (message) => {
  answer(ToParser.parse(message)).then(tell, (error) => tell(failureOf(error)));
});

async function answer(message: ToParser): Promise<FromParser> {
  switch (message.type) {
    case 'open':
      return { type: 'opened', info: await openAnother(message) };
    case 'read':
      if (open === undefined) throw new Error('no document is open');
      return {
        type: 'pages',
        ...(await readBatch(open.format, { from: message.from, stepMs: open.limits.stepMs })),
      };
    case 'close':
      await close();
      return { type: 'closed', memoryMb: process.memoryUsage.rss() / 1024 / 1024 };
  }
}

async function openAnother(file: Parameters<typeof openDocument>[0]): Promise<DocumentInfo> {
  await close();
  const format = await openDocument({ ...file, scratch: process.argv[3] });
  open = { format, limits: file.limits };
  return format.info;
}

async function close(): Promise<void> {
  await open?.format.close();
  open = undefined;
}

function tell(message: FromParser): void {
  process.send?.(message);
}

/** Errors lose their class between processes, so failures are plain data. */
function failureOf(error: unknown): FromParser {
  const { code, message } =
    error instanceof ServiceError
      ? error
      : unreadable('cannot be parsed: it is broken, or uses its format in an unknown way');
  return { type: 'failed', code, message };
}
