import type { z } from 'zod';
import type { ValidationIssue } from '../../contracts/errors.js';
import { isRecord } from '../is-record.js';
import type { Place } from './place.js';
import { uuidFault } from './session-id.js';
import { type Fault, sizeFault } from './size-fault.js';
import { typeFault } from './type-fault.js';

/** A fault in FastAPI's words: type, place, message, what was sent and the limits it broke. */
export function pydanticIssue(
  issue: z.core.$ZodIssue,
  input: unknown,
  place: Place,
): ValidationIssue {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const loc = [place, ...path];
  const sent = at(input, path);
  if (sent === undefined) {
    const around = at(input, path.slice(0, -1)) ?? null;
    return { type: 'missing', loc, msg: 'Field required', input: around };
  }
  const { type, msg, ctx } = faultOf(issue, sent);
  return { type, loc, msg, input: sent, ...(ctx === undefined ? {} : { ctx }) };
}

function faultOf(issue: z.core.$ZodIssue, sent: unknown): Fault {
  switch (issue.code) {
    case 'invalid_type':
      return typeFault(issue.expected, sent);
    case 'too_small':
      return sizeFault({ origin: issue.origin, least: Number(issue.minimum) }, sent);
    case 'too_big':
      return sizeFault({ origin: issue.origin, most: Number(issue.maximum) }, sent);
    case 'invalid_value':
      return enumFault(issue.values);
    case 'invalid_format':
      return formatFault(issue, sent);
    case 'custom':
      return customFault(issue);
    default:
      return valueFault(issue.message);
  }
}

function enumFault(values: readonly z.core.util.Primitive[]): Fault {
  const quoted = values.map((value) => `'${String(value)}'`);
  const last = quoted.pop() ?? '';
  const expected = quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
  return { type: 'enum', msg: `Input should be ${expected}`, ctx: { expected } };
}

function formatFault(
  { format, message }: z.core.$ZodIssueInvalidStringFormat,
  sent: unknown,
): Fault {
  const error = format === 'uuid' && typeof sent === 'string' ? uuidFault(sent) : undefined;
  if (error === undefined) return valueFault(message);
  return { type: 'uuid_parsing', msg: `Input should be a valid UUID, ${error}`, ctx: { error } };
}

/** A check of ours may bring its own type, message and context along. */
function customFault({ message, params }: z.core.$ZodIssueCustom): Fault {
  const type: unknown = params?.['type'];
  if (typeof type !== 'string') return valueFault(message);
  const ctx: unknown = params?.['ctx'];
  return { type, msg: message, ctx: isRecord(ctx) ? ctx : undefined };
}

function valueFault(message: string): Fault {
  return { type: 'value_error', msg: `Value error, ${message}`, ctx: { error: {} } };
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (Array.isArray(value)) return at(value[Number(part)], rest);
  return isRecord(value) && Object.hasOwn(value, part) ? at(value[part], rest) : undefined;
}
