import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/** The socket at which a living process listens in its folder. */
export const LIVING = 'living';

/** How the names of the folders of this machine's processes begin: a folder may be shared by several machines. */
export function scratchPrefix(host: string = hostname()): string {
  return `plumbline-work-${createHash('sha256').update(host).digest('hex').slice(0, 8)}-`;
}
