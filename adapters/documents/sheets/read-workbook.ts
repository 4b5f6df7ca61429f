import { readFile } from 'node:fs/promises';
import { read, type WorkBook } from '@e965/xlsx';
import type { DocumentPage } from '../../../contracts/document-parsing.js';
import type { Warning } from '../../../contracts/warnings.js';
import { locked } from '../archive/open-archive.js';
import { cutParts } from '../cut-parts.js';
import { flowDocument } from '../flow-document.js';
import type { DocumentFile, OpenFormat } from '../open-format.js';
import { unreadable } from '../unreadable.js';
import { sheetPieces } from './sheet-pieces.js';

const MEDIA_TYPES: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xlsb: 'application/vnd.ms-excel.sheet.binary.macroenabled.12',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};

/** A workbook of Excel or OpenDocument, sheet by sheet: rows under their header row, with the cells they take. */
export async function readWorkbook(
  file: DocumentFile,
  warnings: readonly Warning[] = [],
): Promise<OpenFormat> {
  const workbook = openWorkbook(await readFile(file.path));
  const pages: DocumentPage[] = [];
  for (const name of workbook.SheetNames) {
    const sheet = workbook.Sheets[name];
    const pieces = sheet === undefined ? [] : sheetPieces(sheet);
    const from = pages.length + 1;
    pages.push(...cutParts(pieces, { kind: 'sheet', from, label: name, trail: [name] }));
    // What was read is let go, for a workbook takes many times the memory of its text.
    delete workbook.Sheets[name];
  }
  return flowDocument(file, {
    mediaType: MEDIA_TYPES[workbook.bookType ?? ''] ?? 'application/vnd.ms-excel',
    title: workbook.Props?.Title,
    pages,
    warnings,
  });
}

function openWorkbook(bytes: Buffer): WorkBook {
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellDates: true,
      UTC: true,
      cellHTML: false,
    });
  } catch (error) {
    if (error instanceof Error && /password|encrypt/i.test(error.message)) throw locked();
    throw unreadable('is a broken spreadsheet: save it anew with its program and add that', error);
  }
}
