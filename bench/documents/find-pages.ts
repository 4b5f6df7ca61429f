import { DocumentAnswer } from '../../contracts/document-query.js';

const MOST = 10;

export interface FoundPage {
  readonly document: string;
  readonly page: number;
}

/** The pages that a question finds, best first; of all documents when none is named. */
export async function findPages(
  api: string,
  query: string,
  documents: readonly string[],
): Promise<FoundPage[]> {
  const reply = await fetch(new URL('/api/v1/documents/query', api), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, document_ids: documents, max_sources: MOST }),
  });
  if (!reply.ok) throw new Error(`The API answered ${reply.status}: ${await reply.text()}`);
  const { sources } = DocumentAnswer.parse(await reply.json());
  return sources.map(({ document_id, page }) => ({ document: document_id, page }));
}
