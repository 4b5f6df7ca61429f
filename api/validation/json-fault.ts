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
  const [first] = errorsIn(text);
  if (first === undefined) return { message: 'Expecting value', position: 0 };
  return {
    message: MESSAGES[printParseErrorCode(first.error)] ?? 'Expecting value',
    position: first.offset,
  };
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
