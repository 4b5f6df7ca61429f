/** Builds a small PDF with a line of text per page; `labels` numbers the first page i and the others from 1. */
export function makePdf(
  pages: readonly string[],
  options: { readonly labels?: boolean; readonly encrypted?: boolean; readonly info?: string } = {},
): Buffer {
  const firstPage = 4;
  const kids = pages.map((_text, index) => `${firstPage + 2 * index} 0 R`).join(' ');
  const labels = options.labels
    ? ' /PageLabels << /Nums [0 << /S /r >> 1 << /S /D /St 1 >>] >>'
    : '';
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R${labels} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((text, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${firstPage + 2 * index + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      stream(text),
    ]),
    `<< ${options.info ?? ''} >>`,
  ];
  return Buffer.from(assemble(objects, options.encrypted ?? false), 'latin1');
}

function stream(text: string): string {
  const lines = text.split('\n').map((line) => `(${line}) Tj T*`);
  const content = text === '' ? '' : `BT /F1 12 Tf 14 TL 72 720 Td ${lines.join(' ')} ET`;
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

function assemble(objects: readonly string[], encrypted: boolean): string {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  // Keys of no password at all: the file opens with none.
  const key = '00'.repeat(32);
  const lock = encrypted
    ? ` /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >>`
    : '';
  const count = objects.length;
  return `${file}xref\n0 ${count + 1}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${count + 1} /Root 1 0 R /Info ${count} 0 R${lock} >>\nstartxref\n${start}\n%%EOF\n`;
}
