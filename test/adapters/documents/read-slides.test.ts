import { expect, test } from 'vitest';
import { makeZip } from './make-zip.js';
import { openHere, outline } from './open-here.js';

const NAMESPACES =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const paragraph = (text: string, level = 0) =>
  `<a:p><a:pPr lvl="${level}"/><a:r><a:t>${text}</a:t></a:r></a:p>`;
const shape = (placeholder: string, text: string) =>
  `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:txBody>${text}</p:txBody></p:sp>`;
const slide = (content: string) =>
  `<p:sld ${NAMESPACES}><p:cSld><p:spTree>${content}</p:spTree></p:cSld></p:sld>`;
const relations = (...targets: [id: string, type: string, target: string][]) =>
  `<Relationships>${targets
    .map(
      ([id, type, target]) =>
        `<Relationship Id="${id}" Type="${TYPE}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

const PRESENTATION = makeZip({
  'ppt/presentation.xml': `<p:presentation ${NAMESPACES}><p:sldIdLst><p:sldId id="257" r:id="rB"/><p:sldId id="256" r:id="rA"/></p:sldIdLst></p:presentation>`,
  'ppt/_rels/presentation.xml.rels': relations(
    ['rA', 'slide', 'slides/slide1.xml'],
    ['rB', 'slide', '/ppt/slides/slide2.xml'],
  ),
  'ppt/slides/slide1.xml': slide(
    shape('<p:ph type="body"/>', paragraph('Second in order')) +
      '<a:tbl><a:tr><a:tc><a:p><a:r><a:t>Mill</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>Built</a:t></a:r></a:p></a:tc></a:tr><a:tr><a:tc><a:p><a:r><a:t>Upper</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>162.0</a:t></a:r></a:p></a:tc></a:tr></a:tbl>',
  ),
  'ppt/slides/slide2.xml': slide(
    shape('<p:ph type="sldNum"/>', paragraph('1')) +
      shape('<p:ph idx="1"/>', paragraph('A point') + paragraph('Below it', 1)) +
      shape('', paragraph('A caption')) +
      shape('<p:ph type="title"/>', paragraph('Rivers')),
  ),
  'ppt/slides/_rels/slide2.xml.rels': relations([
    'r1',
    'notesSlide',
    '../notesSlides/notesSlide1.xml',
  ]),
  'ppt/notesSlides/notesSlide1.xml': slide(
    shape('<p:ph type="sldImg"/>', '') +
      shape('<p:ph type="body" idx="1"/>', paragraph('Say hello.')),
  ),
});

test('slides come in the order in which they are shown, with title, points, tables and notes', async () => {
  const { pages, title, pageCount } = await openHere(PRESENTATION);
  expect({ title, pageCount }).toEqual({ title: 'Rivers', pageCount: 2 });
  expect(pages.map(({ number, label, kind }) => [number, label, kind])).toEqual([
    [1, 'Rivers', 'slide'],
    [2, null, 'slide'],
  ]);
  expect(pages.map(outline)).toEqual([
    [
      'heading1: Rivers',
      'list-item: - A point',
      'list-item:   - Below it',
      'paragraph: A caption',
      'heading2: Notes',
      'paragraph: Say hello.',
    ],
    ['list-item: - Second in order', 'table-header: Mill | Built', 'table-row: Upper | 162.0'],
  ]);
});

const ODF =
  'xmlns:office="o" xmlns:draw="d" xmlns:text="t" xmlns:presentation="p" xmlns:table="tb"';
const frame = (role: string, content: string) =>
  `<draw:frame presentation:class="${role}"><draw:text-box>${content}</draw:text-box></draw:frame>`;

test('slides of OpenDocument keep title, points and notes apart', async () => {
  const { pages } = await openHere(
    makeZip({
      mimetype: 'application/vnd.oasis.opendocument.presentation',
      'content.xml': `<office:document-content ${ODF}><office:body><office:presentation><draw:page draw:name="p1">
        ${frame('outline', '<text:list><text:list-item><text:p>A point</text:p></text:list-item></text:list>')}
        ${frame('title', '<text:p>Rivers</text:p>')}
        <presentation:notes>${frame('notes', '<text:p>Say hello.</text:p>')}</presentation:notes>
        </draw:page><draw:page/></office:presentation></office:body></office:document-content>`,
    }),
  );
  expect(pages.map(({ label, text }) => [label, text])).toEqual([
    ['Rivers', 'Rivers\n\n- A point\n\nNotes\n\nSay hello.'],
    [null, ''],
  ]);
});
