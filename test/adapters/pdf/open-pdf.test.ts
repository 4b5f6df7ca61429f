import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { openPdf } from '../../../adapters/pdf/open-pdf.js';
import { makePdf } from '../pages/make-pdf.js';

test('opening a PDF for its text loads no drawing library', async () => {
  const loading = await openPdf(new Uint8Array(makePdf(['Chapter one'])));
  const { numPages } = await loading.promise;
  await loading.destroy();

  const loaded = Object.keys(createRequire(import.meta.url).cache);
  expect(numPages).toBe(1);
  expect(loaded.filter((file) => /canvas-.+\.node$/.test(file))).toEqual([]);
});
