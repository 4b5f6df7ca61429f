import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DOCUMENT_LIMITS } from '../../../adapters/documents/document-limits.js';
import { openDocument } from '../../../adapters/documents/open-document.js';
import { makePdf } from '../pages/make-pdf.js';
import { openHere } from './open-here.js';

const HEADERS = [
  'From: Ada Ray <ada@example.org>',
  'To: Bo <bo@example.org>, =?utf-8?q?C=C3=A9cile?= <c@example.org>',
  'Date: Wed, 20 Nov 2019 10:00:00 +0000',
  'Subject: =?utf-8?b?UmnDqHJlcw==?=',
  'MIME-Version: 1.0',
].join('\r\n');

const attachment = (name: string, content: Buffer) =>
  `--b\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString('base64')}\r\n`;

const LETTER = `${HEADERS}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe river rose =E2=80=94 see below.\r\n\r\n- one\r\n- two\r\n${attachment('../levels.pdf', makePdf(['Levels of May', 'Levels of June']))}${attachment('noise.bin', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8]))}--b--\r\n`;

test('an e-mail is read with its headers, its text and the pages of its attachments', async () => {
  const { mediaType, title, pages, warnings } = await openHere(LETTER, 'letter.txt');
  expect({ mediaType, title }).toEqual({ mediaType: 'message/rfc822', title: 'Rières' });
  expect(pages.map(({ number, kind, label }) => [number, kind, label])).toEqual([
    [1, 'part', 'Rières'],
    [2, 'page', '../levels.pdf: page 1'],
    [3, 'page', '../levels.pdf: page 2'],
  ]);
  expect(pages[0]?.text).toBe(
    'From: Ada Ray <ada@example.org>\nTo: Bo <bo@example.org>, Cécile <c@example.org>\nDate: 2019-11-20T10:00:00.000Z\nSubject: Rières\nAttachments: ../levels.pdf, noise.bin\n\nThe river rose — see below.\n\n- one\n- two',
  );
  expect(pages[2]).toMatchObject({ text: 'Levels of June', trail: ['../levels.pdf'] });
  expect(warnings).toMatchObject([{ code: 'attachment-unread', subject: 'noise.bin' }]);
});

test('an e-mail in HTML alone is read by its structure', async () => {
  const { pages } = await openHere(
    `${HEADERS}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><style>p{}</style><body><h2>Levels</h2><p>High.</p></body></html>`,
  );
  expect(pages[0]?.text).toMatch(/\n\nLevels\n\nHigh\.$/);
});

test('a text that begins like a letter is a text', async () => {
  const { mediaType } = await openHere('Subject: rivers\n\nThey rise in the hills.', 'a.txt');
  expect(mediaType).toBe('text/plain');
});

const PARTING = 'From ada@example.org  Wed Nov 20 10:00:00 2019\n';

test('a letter saved by a mail program with the line of its mailbox is a letter', async () => {
  const { mediaType, title, pages } = await openHere(`${PARTING}${LETTER}`, 'saved.eml');

  expect({ mediaType, title }).toEqual({ mediaType: 'message/rfc822', title: 'Rières' });
  expect(pages).toHaveLength(3);
  expect(pages[0]?.text).toMatch(/^From: Ada Ray <ada@example\.org>\n/);
});

test('every letter of a mailbox is read, each under its subject', async () => {
  const second = `${HEADERS.replace(/Subject.*/, 'Subject: Lakes')}\n\nAs told:\n\n>From the hills.\n`;

  const box = await openHere(`${PARTING}${LETTER}\n\n${PARTING}${second}`, 'rivers.mbox');

  expect(box).toMatchObject({ mediaType: 'application/mbox', title: 'rivers' });
  expect(box.pages.map(({ number, label }) => [number, label])).toEqual([
    [1, 'Rières'],
    [2, '../levels.pdf: page 1'],
    [3, '../levels.pdf: page 2'],
    [4, 'Lakes'],
  ]);
  expect(box.pages[3]?.text).toMatch(/\n\nFrom the hills\.$/);
});

test('a text that begins like a mailbox is a text', async () => {
  const { mediaType } = await openHere('From here to there\nit is far: a day.\n', 'a.txt');

  expect(mediaType).toBe('text/plain');
});

test('a letter whose attachments find no room for a moment is not read without them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-test-'));
  const path = join(folder, 'document');
  await writeFile(path, LETTER);
  const scratch = join(folder, 'missing', 'scratch');

  const opening = openDocument({ path, filename: 'a.eml', limits: DOCUMENT_LIMITS, scratch });

  await expect(opening).rejects.toMatchObject({ code: 'unavailable' });
  await rm(folder, { recursive: true });
});
