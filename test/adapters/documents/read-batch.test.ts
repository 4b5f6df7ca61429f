import { expect, test } from 'vitest';
import type { OpenFormat } from '../../../adapters/documents/open-format.js';
import { readBatch } from '../../../adapters/documents/process/read-batch.js';

/** Forty pages, each of which takes some milliseconds. */
function slowFormat(pageMs: number): OpenFormat {
  const info = { mediaType: 'a/b', title: 't', language: null, pageCount: 40, warnings: [] };
  return {
    info,
    async *pages(from) {
      for (let number = from; number <= info.pageCount; number++) {
        await new Promise((resolve) => setTimeout(resolve, pageMs));
        yield { number, label: null, kind: 'page', text: 'Text', blocks: [], trail: [] };
      }
    },
    close: async () => {},
  };
}

test('a batch ends after sixteen pages, and the next one begins behind it', async () => {
  const { pages, next } = await readBatch(slowFormat(0), { from: 3, stepMs: 120_000 });

  expect(pages.map(({ number }) => number)).toEqual(Array.from({ length: 16 }, (_, at) => at + 3));
  expect(next).toBe(19);
});

test('slow pages end a batch long before its time is over', async () => {
  const { pages, next } = await readBatch(slowFormat(30), { from: 1, stepMs: 600 });

  expect(pages.length).toBeLessThan(4);
  expect(next).toBe(pages.length + 1);
});
