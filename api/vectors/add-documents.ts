import { randomUUID } from 'node:crypto';
import type { VectorDocumentsReply, VectorDocumentsRequest } from '../../contracts/vectors.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { embedTexts } from '../gateway/embed-texts.js';
import { ValidationError } from '../validation/validation-error.js';
import { assertGroupModel } from './group-model.js';

/** Embeds documents and keeps them in a group of the caller, by the model that the group has already. */
export async function addDocuments(
  ctx: ApiContext,
  parts: AppParts,
  { group_id, documents, model_identifier }: VectorDocumentsRequest,
): Promise<VectorDocumentsReply> {
  const { owner } = ctx.state.caller;
  const named = documents.map((document) => ({ ...document, id: document.id ?? randomUUID() }));
  assertOnce(named.map(({ id }) => id));
  const [holding] = await parts.vectors.holdings(owner, group_id);
  const wanted = model_identifier ?? holding?.model ?? null;
  const texts = named.map(({ text_content }) => text_content);
  const embedded = await embedTexts(ctx, parts, { model: wanted, texts });
  assertGroupModel({ id: group_id, holding }, embedded);

  const { model, vectors } = embedded;
  await parts.vectors.upsert(
    { owner, model, dimension: vectors[0]?.length ?? 0 },
    named.map(({ id, text_content, metadata }, index) => ({
      id,
      groupId: group_id,
      text: text_content,
      metadata: metadata ?? {},
      vector: vectors[index] ?? [],
    })),
  );
  const count = `${named.length} document${named.length === 1 ? '' : 's'}`;
  return {
    success: true,
    message: `${count} kept in the group ${group_id}, embedded by ${model}`,
    details: { ids: named.map(({ id }) => id), group_id, model_used: model },
  };
}

/** Of two documents with one id in a request, only one could be kept. */
function assertOnce(ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const [index, id] of ids.entries()) {
    if (seen.has(id)) {
      const loc = ['body', 'documents', index, 'id'];
      throw new ValidationError([
        { type: 'value_error', loc, msg: 'this id came before', input: id },
      ]);
    }
    seen.add(id);
  }
}
