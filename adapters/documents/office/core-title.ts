import type { Archive } from '../archive/open-archive.js';
import { readXml } from '../archive/read-xml.js';

/** The title that an office file's properties give, if they give one that tells something. */
export async function coreTitle(archive: Archive): Promise<string | undefined> {
  const name = ['docProps/core.xml', 'meta.xml'].find(archive.has);
  if (name === undefined) return undefined;
  let title = '';
  let inTitle = false;
  // Broken properties cost the title, not the text.
  await readXml(archive, name, {
    open: (element) => {
      inTitle = element === 'title';
    },
    text: (text) => {
      if (inTitle) title += text;
    },
    close: () => {
      inTitle = false;
    },
  }).catch(() => {});
  const trimmed = title.trim();
  const bare =
    /^(?:untitled|powerpoint presentation|(?:word )?document\d*|presentation\d*|slide 1)$/i;
  return trimmed === '' || bare.test(trimmed) ? undefined : trimmed;
}
