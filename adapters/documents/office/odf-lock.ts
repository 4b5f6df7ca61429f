import { type Archive, locked } from '../archive/open-archive.js';
import { readXml } from '../archive/read-xml.js';

/** Throws for an OpenDocument file locked by a password: its manifest says which of its files are encrypted. */
export async function checkOdfLock(archive: Archive): Promise<void> {
  if (!archive.has('META-INF/manifest.xml')) return;
  let encrypted = archive.has('encrypted-package');
  await readXml(archive, 'META-INF/manifest.xml', {
    open(element) {
      encrypted ||= element === 'encryption-data';
    },
  });
  if (encrypted) throw locked();
}
