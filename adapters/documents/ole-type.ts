import { readFile } from 'node:fs/promises';
import { CFB } from '@e965/xlsx';
import { locked } from './archive/open-archive.js';
import type { DocumentFile } from './open-format.js';
import { unreadable } from './unreadable.js';

/** Throws for what is packed the way of old Office programs, unless it is a workbook of Excel. */
export async function checkWorkbook({ path }: DocumentFile): Promise<void> {
  const names = namesOf(await readFile(path));
  const holds = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (holds(/\/(?:Workbook|Book)$/i)) return;
  if (holds(/\/EncryptedPackage$/)) throw locked();
  if (holds(/\/WordDocument$/)) throw old('Word', '.docx');
  if (holds(/\/PowerPoint Document$/)) throw old('PowerPoint', '.pptx');
  if (holds(/\/__properties_version/))
    throw unreadable('is an Outlook message: save it as .eml and add that');
  throw unreadable('is of an old Office format that is not read: save it as PDF and add that');
}

function namesOf(bytes: Buffer): string[] {
  try {
    return CFB.read(bytes, { type: 'buffer' }).FullPaths;
  } catch (error) {
    throw unreadable('is a broken Office file: save it anew with its program and add that', error);
  }
}

function old(program: string, extension: string): Error {
  return unreadable(
    `is in the format of ${program} before 2007: save it as ${extension} and add that`,
  );
}
