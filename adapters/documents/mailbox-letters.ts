/** The line that parts the letters of a mailbox (RFC 4155, appendix A); programs write it before a letter saved alone, too. */
const PARTING = 'From [^\\n]*\\n(?=[!-9;-~]+:)';
const AT_START = new RegExp(`^(?:\xEF\xBB\xBF)?${PARTING}`);
const BETWEEN = new RegExp(`\\r?\\n\\r?\\n${PARTING}`, 'g');
/** A line of a letter that looked like a parting one was led by a sign more. */
const QUOTED = /^>(>*From )/gm;

/** The letters of a mailbox, without the lines that part them; any other file is one letter as it is. */
export function mailboxLetters(bytes: Buffer): readonly Buffer[] {
  // One character for each byte: letters of one mailbox may be of different encodings.
  const text = bytes.toString('latin1');
  if (!AT_START.test(text)) return [bytes];
  return text
    .replace(AT_START, '')
    .split(BETWEEN)
    .map((letter) => Buffer.from(letter.replace(QUOTED, '$1'), 'latin1'));
}

/** What follows the parting line at the start of a mailbox; any other text as it is. */
export function withoutParting(text: string): string {
  return text.replace(/^\uFEFF?From [^\n]*\n/, '');
}
