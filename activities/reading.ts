import { cancellationSignal } from '@temporalio/activity';
import { ServiceError } from '../contracts/failures.js';
import type { ReadSource, ReadSourceInput } from '../contracts/search-steps.js';
import type { Services } from '../contracts/services.js';
import type { ReadPageInput, StoredReply } from '../contracts/workflow-inputs.js';
import { outsideScope } from '../domain/research/in-scope.js';
import { rememberPage, reusePage } from './reuse-page.js';
import { PAGES_PREFIX, putJson } from './stored-json.js';
import { openStep } from './tell-step.js';

/** Reading pages. A page is kept under its content, so reading it twice keeps it once. */
export function createReadingActivities({
  pages,
  objects,
  writer,
  knownPages,
}: Pick<Services, 'pages' | 'objects' | 'writer' | 'knownPages'>) {
  async function readAnew(input: ReadSourceInput, signal: AbortSignal) {
    const page = await pages.read(input.url, signal);
    const pageKey = await putJson(objects, PAGES_PREFIX, page);
    const read = { page, pageKey, readAt: new Date().toISOString() };
    await rememberPage({ knownPages }, input, read);
    return read;
  }

  return {
    /**
     * The page as the run's owner has read it lately, else as it is now. One that cannot be read costs one source: it
     * comes back with the reason.
     */
    async readSource(input: ReadSourceInput): Promise<ReadSource> {
      const { runId, url, scope } = input;
      const tell = openStep(writer, runId);
      const signal = cancellationSignal();
      try {
        const reused = await reusePage({ knownPages, objects }, input);
        const { page, pageKey, readAt } = reused ?? (await readAnew(input, signal));
        // An address may lead elsewhere, and only the page itself tells its date and its language for sure.
        const reason = scope && outsideScope(page, scope, Date.now());
        if (reason !== undefined) return { ...unread(url, 'forbidden', reason), outside: true };
        const facts = { url, title: page.title, characters: page.text.length };
        tell('page-read', reused === undefined ? facts : { ...facts, read_at: readAt });
        return { url, pageKey, warning: null, readAt };
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ServiceError) || error.code === 'storage-full') throw error;
        return unread(url, error.code, error.message);
      }

      function unread(url: string, code: string, message: string): ReadSource {
        tell('page-failed', { url, code, message });
        return { url, pageKey: null, warning: { code: 'page-unreadable', message, subject: url } };
      }
    },

    /** Reads a page for its own sake; here a failure is the answer. */
    async readPage({ url }: ReadPageInput): Promise<StoredReply> {
      const page = await pages.read(url, cancellationSignal());
      return { key: await putJson(objects, PAGES_PREFIX, page) };
    },
  };
}
