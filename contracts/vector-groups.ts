import type { VectorSpace } from './vector-store.js';

/** A group of texts that an owner keeps. */
export interface VectorGroup {
  readonly owner: string;
  readonly groupId: string;
}

/** What a group's texts are embedded by. */
export type GroupModel = Pick<VectorSpace, 'model' | 'dimension'>;

/**
 * By which model each group is embedded. A group has one, from its first text until it is deleted, whichever processes
 * write to it at once. Throws ServiceError: unavailable, storage-full, refused.
 */
export interface VectorGroups {
  /** Undefined for a group that has none yet, also for one that is older than this list. */
  find(group: VectorGroup): Promise<GroupModel | undefined>;
  /** Gives a group its model unless it has one, and tells which it has: of several at once, the first decides. */
  claim(group: VectorGroup, model: GroupModel): Promise<GroupModel>;
  /** Lets a group have another model; whether it had one. */
  forget(group: VectorGroup): Promise<boolean>;
}
