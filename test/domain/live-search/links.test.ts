import { describe, expect, test } from 'vitest';
import { chooseLinks } from '../../../domain/live-search/choose-links.js';
import { pageLinks } from '../../../domain/live-search/page-links.js';

const PAGE = 'https://a.example/lakes/baikal';

describe('the links of a page', () => {
  test('are those to other pages of the web, with their words, absolute and without fragments', () => {
    const markdown = [
      'See [the *omul*](/fish/omul "A fish") and [the Angara \\[river\\]](https://b.example/angara_\\(river\\)#length).',
      '[mail](mailto:a@b.example) [code](javascript:alert) [file](file:///etc/passwd) [in](https://u:p@a.example/)',
      '[map](/map.png) ![picture](/x.jpg) [broken](http://[) [top](#top)',
    ].join('\n\n');

    expect(pageLinks(markdown, PAGE)).toEqual([
      { url: 'https://a.example/fish/omul', text: 'the omul' },
      { url: 'https://b.example/angara_(river)', text: 'the Angara [river]' },
      { url: PAGE, text: 'top' },
    ]);
  });

  test('are found in little time, however a page is made', () => {
    const start = performance.now();
    pageLinks('['.repeat(50_000), PAGE);
    pageLinks('[a]('.repeat(20_000), PAGE);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('the links that are followed', () => {
  const links = [
    { url: 'https://a.example/about', text: 'Legal notes' },
    { url: 'https://a.example/fish/omul', text: 'more' },
    { url: 'https://a.example/depth', text: 'How deep Lake Baikal is' },
    { url: 'https://a.example/depth/', text: 'depth' },
    { url: 'https://a.example/history', text: 'History of the lake' },
  ];

  test('share words with the question or a query, in their text or address, the rarest first, each once', () => {
    const wanted = ['How deep is Lake Baikal?', 'omul'];
    const urls = chooseLinks({ links, wanted, tried: [], limit: 9 }).map(({ url }) => url);

    expect(urls.slice(0, 2).sort()).toEqual([
      'https://a.example/depth',
      'https://a.example/fish/omul',
    ]);
    expect(urls[2]).toBe('https://a.example/history');
    expect(urls).toHaveLength(3);
  });

  test('were not tried before, and are no more than may be read', () => {
    const tried = ['http://www.a.example/depth'];
    const chosen = chooseLinks({ links, wanted: ['omul depth lake'], tried, limit: 1 });

    expect(chosen.map(({ url }) => url)).toEqual(['https://a.example/fish/omul']);
  });
});
