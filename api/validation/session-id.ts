import { ValidationError } from './validation-error.js';

const GROUPS = [8, 4, 4, 4, 12];

/** A session id from a path, hyphenated and in lower case; any spelling of a UUID is understood. */
export function sessionId(text: string | undefined, name = 'session_id'): string {
  const input = text ?? '';
  const bare = input.replace(/^urn:uuid:/i, '').replace(/^\{(.*)\}$/, '$1');
  const error = uuidFault(bare);
  if (error === undefined) return hyphenated(bare.replaceAll('-', '').toLowerCase());
  throw new ValidationError([
    {
      type: 'uuid_parsing',
      loc: ['path', name],
      msg: `Input should be a valid UUID, ${error}`,
      input,
      ctx: { error },
    },
  ]);
}

/** What keeps a text from being a UUID, in the words of the parser that pydantic uses; undefined for a UUID. */
export function uuidFault(text: string): string | undefined {
  const stranger = /[^\da-f-]/i.exec(text);
  if (stranger !== null)
    return `invalid character: found \`${stranger[0]}\` at ${stranger.index + 1}`;
  const groups = text.split('-').map(({ length }) => length);
  if (groups.length === 1)
    return text.length === 32
      ? undefined
      : `invalid length: expected length 32 for simple format, found ${text.length}`;
  if (groups.length !== GROUPS.length)
    return `invalid group count: expected 5, found ${groups.length}`;
  const odd = groups.findIndex((length, group) => length !== GROUPS[group]);
  if (odd === -1) return undefined;
  return `invalid group length in group ${odd}: expected ${GROUPS[odd]}, found ${groups[odd]}`;
}

function hyphenated(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
