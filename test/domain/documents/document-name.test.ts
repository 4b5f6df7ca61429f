import { expect, test } from 'vitest';
import { documentName } from '../../../domain/documents/document-name.js';

test.each([
  ['Annual Report', 'ACME_2021_10K.pdf', 'Annual Report (ACME 2021 10K)'],
  ['ACME_2021_10K', 'ACME_2021_10K.pdf', 'ACME_2021_10K'],
  ['Rivers of the north', 'C:\\docs\\rivers.txt', 'Rivers of the north'],
  ['Rivers', '', 'Rivers'],
])('%s in %s is called %s', (title, filename, name) => {
  expect(documentName(title, filename)).toBe(name);
});
