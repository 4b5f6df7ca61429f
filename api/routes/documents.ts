import { Readable } from 'node:stream';
import { Router } from '@koa/router';
import { type DocumentList, DocumentListQuery } from '../../contracts/documents.js';
import type { ApiState } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { cancelRun } from '../cancel-run.js';
import { checkModel } from '../check-model.js';
import { checkDocumentScope } from '../documents/check-document-scope.js';
import { deleteDocument } from '../documents/delete-document.js';
import { fetchDocument } from '../documents/fetch-document.js';
import { findDocument } from '../documents/find-document.js';
import { findIngestion } from '../documents/find-ingestion.js';
import { reindex } from '../documents/reindex.js';
import { replyWithDocument } from '../documents/reply-with-document.js';
import { sendPage } from '../documents/send-page.js';
import { showDocument } from '../documents/show-document.js';
import { uploadDocument } from '../documents/upload-document.js';
import { followSession } from '../follow-session.js';
import { replyWithRun } from '../reply-with-run.js';
import { requireScope } from '../require-scope.js';
import { DocumentQueryBody } from '../validation/document-query-body.js';
import { DocumentUrlBody } from '../validation/document-url-body.js';
import { jsonBody } from '../validation/json-body.js';
import { queryOf } from '../validation/query-of.js';
import { validate } from '../validation/validate.js';

/** A browser shows what somebody uploaded apart from everything that is ours, or better not at all. */
const APART = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Documents: upload, list, show, read, follow, index anew, delete. */
export function documentRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/api/v1/documents' });
  router.use(requireScope('documents'));

  router.post(['/', '/upload'], async (ctx) => {
    await replyWithDocument(ctx, parts, await uploadDocument(ctx, parts));
  });

  router.post('/url', async (ctx) => {
    const request = await jsonBody(ctx, DocumentUrlBody);
    await replyWithDocument(ctx, parts, await fetchDocument(ctx, parts, request));
  });

  router.get('/', async (ctx) => {
    const query = validate(DocumentListQuery, queryOf(ctx), 'query');
    const { collection_id: collectionId, status, limit, offset } = query;
    const { owner } = ctx.state.caller;
    if (collectionId !== undefined)
      await checkDocumentScope({ owner }, parts, {
        document_ids: null,
        collection_ids: [collectionId],
      });
    const found = await parts.documents.list({ owner, collectionId, status, limit, offset });
    const documents = found.documents.map(showDocument);
    ctx.body = { documents, total: found.total, limit, offset } satisfies DocumentList;
  });

  router.post('/query', async (ctx) => {
    const request = await jsonBody(ctx, DocumentQueryBody);
    await checkDocumentScope(ctx.state.caller, parts, request);
    await checkModel(parts, request.model);
    const query = { ...request, mode: 'documents' as const };
    await replyWithRun(ctx, parts, { kind: 'document-query', request: query });
  });

  router.get('/:id', async (ctx) => {
    ctx.body = showDocument(await findDocument(ctx, parts));
  });

  router.get('/:id/content', async (ctx) => {
    const { filename, mediaType, sizeBytes, originalKey } = await findDocument(ctx, parts);
    ctx.attachment(filename);
    ctx.type = mediaType ?? 'application/octet-stream';
    ctx.length = sizeBytes;
    ctx.set('Content-Security-Policy', APART);
    ctx.set('Cache-Control', 'private, no-cache');
    ctx.body = Readable.from(await parts.objects.getStream(originalKey));
  });

  router.get('/:id/pages/:page', async (ctx) => {
    await sendPage(ctx, parts, await findDocument(ctx, parts));
  });

  router.get('/:id/events', async (ctx) => {
    await followSession(ctx, parts, await findIngestion(ctx, parts));
  });

  router.post('/:id/reindex', async (ctx) => {
    await replyWithDocument(ctx, parts, await reindex(parts, await findDocument(ctx, parts)));
  });

  router.post('/:id/cancel', async (ctx) => {
    await cancelRun(parts, await findIngestion(ctx, parts));
    ctx.status = 202;
    ctx.body = showDocument(await findDocument(ctx, parts));
  });

  router.delete('/:id', async (ctx) => {
    const removed = await deleteDocument(parts, await findDocument(ctx, parts));
    ctx.status = removed ? 200 : 202;
    const message = removed
      ? 'Document deleted successfully'
      : 'Document deleted; the last of it is being removed';
    ctx.body = { success: true, message };
  });

  return router;
}
