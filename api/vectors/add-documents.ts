import { randomUUID } from 'node:crypto';
import type { VectorDocumentsReply, VectorDocumentsRequest } from '../../contracts/vectors.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { ValidationError } from '../validation/validation-error.js';
import { embedForGroup } from './embed-for-group.js';

/** Embeds documents and keeps them in a group of the caller, by the model that the group has already. */
export async function addDocuments(
  ctx: ApiContext,
  parts: AppParts,
  { group_id, documents, model_identifier }: VectorDocumentsRequest,
): Promise<VectorDocumentsReply> {
  const { owner } = ctx.state.caller;
  const named = documents.map((document) => ({ ...document, id: document.id ?? randomUUID() }));
  assertOnce(named.map(({ id }) => id));
  const texts = named.map(({ text_content }) => text_content);
  const { model, vectors } = await embedForGroup(ctx, parts, {
    group: { owner, groupId: group_id },
    model: model_identifier ?? null,
    texts,
  });

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
