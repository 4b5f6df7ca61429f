import type { GroupModel, VectorGroup } from '../../contracts/vector-groups.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';
import { type EmbeddedTexts, embedTexts } from '../gateway/embed-texts.js';
import { assertGroupModel } from './group-model.js';

interface Wanted {
  readonly group: VectorGroup;
  /** Null for the group's own, which for a new group is the embedding model of this instance. */
  readonly model: string | null;
  readonly texts: readonly string[];
}

/**
 * Embeds texts by the model of a group, which they may then be added to. Of several writers that are the first in a
 * group at once, one decides which model that is.
 */
export async function embedForGroup(
  ctx: ApiContext,
  parts: AppParts,
  { group, model, texts }: Wanted,
): Promise<EmbeddedTexts> {
  const has = await modelOf(parts, group);
  const first = await embedTexts(ctx, parts, { model: model ?? has?.model ?? null, texts });
  const dimension = first.vectors[0]?.length ?? 0;
  const by = await parts.vectorGroups.claim(group, has ?? { model: first.model, dimension });
  // Whoever named no model goes along with the one that another writer has just chosen.
  const follows = model === null && by.model !== first.model;
  const embedded = follows ? await embedTexts(ctx, parts, { model: by.model, texts }) : first;
  assertGroupModel({ id: group.groupId, by }, embedded);
  return embedded;
}

/** Groups that are older than the list of their models have what their documents have. */
async function modelOf(
  { vectorGroups, vectors }: Pick<AppParts, 'vectorGroups' | 'vectors'>,
  group: VectorGroup,
): Promise<GroupModel | undefined> {
  const listed = await vectorGroups.find(group);
  if (listed !== undefined) return listed;
  const [holding] = await vectors.holdings(group.owner, group.groupId);
  return holding;
}
