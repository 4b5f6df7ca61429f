import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';

/** Python's words for what is wrong with JSON text, as FastAPI repeats them. */
const MESSAGES: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'Expecting property name enclosed in double quotes',
  ColonExpected: "Expecting ':' delimiter",
  CommaExpected: "Expecting ',' delimiter",
  CloseBraceExpected: "Expecting ',' delimiter",
  CloseBracketExpected: "Expecting ',' delimiter",
  EndOfFileExpected: 'Extra data',
  UnexpectedEndOfString: 'Unterminated string starting at',
  InvalidUnicode: 'Invalid \\uXXXX escape',
  InvalidEscapeCharacter: 'Invalid \\escape',
  InvalidCharacter: 'Invalid control character at',
};

/** Where text stops being JSON, as a character position, and why. For text that JSON.parse refused. */
export function jsonFault(text: string): { message: string; position: number } {
  const [first, second] = errorsIn(text);
  const position = first?.offset ?? 0;
  if (isJson(text.slice(0, position))) return { message: 'Extra data', position };
  // A bare word is told as such first, and then by what should stand in its place.
  const names = [first, second].map((error) => error && printParseErrorCode(error.error));
  const name = names[0] === 'InvalidSymbol' ? names[1] : names[0];
  return { message: MESSAGES[name ?? ''] ?? 'Expecting value', position };
}

function errorsIn(text: string): ParseError[] {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    // Text nested deeper than the stack: where it breaks is then unknown.
  }
  return errors;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
