import type { DocumentFile, OpenFormat } from '../open-format.js';
import { archiveType } from './archive-type.js';
import { leftOut } from './left-out.js';
import { type Archive, openArchive } from './open-archive.js';

/** Opens an office file or a book with the reader of what the archive holds. */
export async function openZip(file: DocumentFile): Promise<OpenFormat> {
  const archive = await openArchive(file);
  try {
    return await readArchive(file, archive);
  } finally {
    archive.close();
  }
}

async function readArchive(file: DocumentFile, archive: Archive): Promise<OpenFormat> {
  const type = await archiveType(archive);
  switch (type) {
    case 'docx':
      return (await import('../office/read-docx.js')).readDocx(file, archive);
    case 'pptx':
      return (await import('../office/read-pptx.js')).readPptx(file, archive);
    case 'odt':
      return (await import('../office/read-odt.js')).readOdt(file, archive);
    case 'odp':
      return (await import('../office/read-odp.js')).readOdp(file, archive);
    case 'epub':
      return (await import('./read-epub.js')).readEpub(file, archive);
    case 'spreadsheet': {
      const { checkOdfLock } = await import('../office/odf-lock.js');
      await checkOdfLock(archive);
      return (await import('../sheets/read-workbook.js')).readWorkbook(file, leftOut(archive));
    }
  }
}
