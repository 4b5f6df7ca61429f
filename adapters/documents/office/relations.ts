import { posix } from 'node:path';
import type { Archive } from '../archive/open-archive.js';
import { readXml } from '../archive/read-xml.js';

export interface Relation {
  readonly id: string;
  /** The last word of its type, such as slide or notesSlide. */
  readonly type: string;
  /** Name of the file it leads to within the archive. */
  readonly target: string;
}

/** What a file of an office archive refers to (ECMA-376, part 2); nothing for one without relations. */
export async function relationsOf(archive: Archive, name: string): Promise<Relation[]> {
  const folder = posix.dirname(name);
  const file = posix.join(folder, '_rels', `${posix.basename(name)}.rels`);
  const relations: Relation[] = [];
  if (!archive.has(file)) return relations;
  await readXml(archive, file, {
    open(element, attributes) {
      if (element !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
      relations.push({
        id: attributes.get('Id') ?? '',
        type: posix.basename(attributes.get('Type') ?? ''),
        target: posix.resolve('/', folder, attributes.get('Target') ?? '').slice(1),
      });
    },
  });
  return relations;
}
