import { createHash } from 'node:crypto';

/** The UUID under which a document is kept: the same id in the same group is the same document. */
export function documentUuid(groupId: string, id: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([groupId, id]))
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
