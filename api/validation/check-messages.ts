import { CHAT_ROLES } from '../../contracts/chat.js';
import type { ValidationIssue } from '../../contracts/errors.js';
import { isRecord } from '../is-record.js';
import { ValidationError } from './validation-error.js';

type Message = Readonly<Record<string, unknown>>;

interface Fault {
  readonly field?: readonly (string | number)[];
  readonly msg: string;
}

/** What a content part must hold, by its type. */
const PARTS: Readonly<Record<string, string>> = {
  text: 'text',
  refusal: 'refusal',
  image_url: 'image_url',
  input_audio: 'input_audio',
  file: 'file',
};
/** Only a user shows or sends something. */
const USERS_PARTS = new Set(['image_url', 'input_audio', 'file']);

/**
 * Throws ValidationError at the first message that is out of form or out of order: each call of a tool is answered once,
 * before anything else is said.
 */
export function checkMessages(messages: readonly Message[]): void {
  let open: readonly unknown[] = [];
  let asking = 0;
  for (const [index, message] of messages.entries()) {
    const fault = faultOf(message, open);
    if (fault !== undefined) throw new ValidationError([issueAt(index, message, fault)]);
    if (message['role'] === 'tool') open = without(open, message['tool_call_id']);
    else assertAnswered(open, asking, messages);
    const calls = callsOf(message).map((call) => (isRecord(call) ? call['id'] : undefined));
    if (calls.length > 0) asking = index;
    open = [...open, ...calls];
  }
  assertAnswered(open, asking, messages);
}

/** Models that give all their calls one id are answered as often as they called. */
function without(ids: readonly unknown[], answered: unknown): readonly unknown[] {
  return ids.toSpliced(ids.indexOf(answered), 1);
}

/** @param asking - where the calls are that are still open */
function assertAnswered(
  open: readonly unknown[],
  asking: number,
  messages: readonly Message[],
): void {
  if (open.length === 0) return;
  const msg = `Every tool call needs a tool message right after it, with its id in tool_call_id: ${open.join(', ')} has none`;
  const fault = { field: ['tool_calls'], msg };
  throw new ValidationError([issueAt(asking, messages[asking] ?? {}, fault)]);
}

function faultOf(message: Message, open: readonly unknown[]): Fault | undefined {
  const { role } = message;
  if (!CHAT_ROLES.some((known) => known === role))
    return { field: ['role'], msg: `Input should be one of ${CHAT_ROLES.join(', ')}` };
  if (role === 'tool' && !open.includes(message['tool_call_id'])) {
    const words =
      'A tool message must answer a tool call of the assistant message before it, and only once';
    return { field: ['tool_call_id'], msg: words };
  }
  const calls = callsOf(message).findIndex((call) => !isCall(call));
  if (calls !== -1)
    return {
      field: ['tool_calls', calls],
      msg: 'Input should be a tool call with id and function',
    };
  return contentFault(message);
}

function contentFault({ role, content, ...message }: Message): Fault | undefined {
  if (content === null || content === undefined) {
    const may = role === 'assistant' && (callsOf(message).length > 0 || 'refusal' in message);
    return may || 'function_call' in message
      ? undefined
      : { field: ['content'], msg: 'Field required' };
  }
  if (typeof content === 'string') return undefined;
  if (!Array.isArray(content) || content.length === 0)
    return { field: ['content'], msg: 'Input should be a string or a list of parts' };
  for (const [index, part] of content.entries()) {
    const msg = partFault(part, role);
    if (msg !== undefined) return { field: ['content', index], msg };
  }
  return undefined;
}

function partFault(part: unknown, role: unknown): string | undefined {
  const type = isRecord(part) ? String(part['type']) : '';
  const field = PARTS[type];
  if (!isRecord(part) || field === undefined)
    return `A content part should have a type: ${Object.keys(PARTS).join(', ')}`;
  if (part[field] === undefined) return `A part of type ${type} needs the field ${field}`;
  if (USERS_PARTS.has(type) && role !== 'user') return `Only a user message may hold a ${type}`;
  if (type === 'text' && typeof part['text'] !== 'string') return 'text should be a string';
  return undefined;
}

function callsOf(message: Message): readonly unknown[] {
  const calls = message['tool_calls'];
  return Array.isArray(calls) ? calls : [];
}

function isCall(call: unknown): boolean {
  if (!isRecord(call) || typeof call['id'] !== 'string') return false;
  const called = call['function'];
  return call['type'] !== 'function' || (isRecord(called) && typeof called['name'] === 'string');
}

function issueAt(index: number, input: Message, { field = [], msg }: Fault): ValidationIssue {
  return { type: 'value_error', loc: ['body', 'messages', index, ...field], msg, input };
}
