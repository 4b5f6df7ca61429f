import { expect, test } from 'vitest';
import { guessLanguage } from '../../../domain/search/guess-language.js';

test.each([
  ['Who wrote the book?', 'en'],
  ['Wann wurde Goethe geboren und wo?', 'de'],
  ['Qui est le président de la France ?', 'fr'],
  ['¿Quién es el presidente de México?', 'es'],
  ['Qual è la capitale della Francia e dove si trova?', 'it'],
  ['東京の人口は？', 'ja'],
  ['北京有多少人口', 'zh'],
  ['대한민국의 수도는 어디인가요', 'ko'],
  ['Какая столица России?', 'ru'],
  ['Яка столиця України і її населення', 'uk'],
  ['ما هي عاصمة مصر', 'ar'],
  ['Kevin Durant', 'en'],
  ['What does π mean in the α-decay formula?', 'en'],
  ['???', 'en'],
  ['', 'en'],
])('%s is in %s', (text, language) => {
  expect(guessLanguage(text)).toBe(language);
});
