/** Longest chunk, unless a single paragraph is longer. */
const CHARACTERS = 1_500;

/** A report in pieces of whole paragraphs, none of which goes over a heading; joined they are the report. */
export function reportChunks(report: string): string[] {
  const chunks: string[] = [];
  for (const paragraph of report.split(/(?<=\n\n)/)) {
    const last = chunks.at(-1);
    const fits = last !== undefined && last.length + paragraph.length <= CHARACTERS;
    if (fits && !/^#{1,6} /.test(paragraph)) chunks[chunks.length - 1] = last + paragraph;
    else chunks.push(paragraph);
  }
  return chunks;
}
