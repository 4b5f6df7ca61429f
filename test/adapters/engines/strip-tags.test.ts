import { expect, test } from 'vitest';
import { stripTags } from '../../../adapters/engines/strip-tags.js';

test.each([
  ['H<sub>2</sub>O and <i>E. coli</i>', 'H2O and E. coli'],
  ['<jats:title>Aim</jats:title><jats:p>To see.</jats:p>', 'Aim To see.'],
  ['p &lt; 0.05 &amp; x &#62; 1 &#x3b1;', 'p < 0.05 & x > 1 α'],
  ['a < b and c > d', 'a < b and c > d'],
  ['&amp;lt;', '&lt;'],
  ['&#0;&#99999999;x', 'x'],
])('%j reads %j', (markup, text) => {
  expect(stripTags(markup)).toBe(text);
});
