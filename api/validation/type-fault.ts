import type { Fault } from './size-fault.js';

/** A value of the wrong type. */
export function typeFault(expected: string, sent: unknown): Fault {
  switch (expected) {
    case 'string':
      return { type: 'string_type', msg: 'Input should be a valid string' };
    case 'number':
    case 'int':
      return integerFault(sent);
    case 'boolean':
      return booleanFault(sent);
    case 'array':
      return { type: 'list_type', msg: 'Input should be a valid list' };
    default:
      return {
        type: 'model_attributes_type',
        msg: 'Input should be a valid dictionary or object to extract fields from',
      };
  }
}

function integerFault(sent: unknown): Fault {
  if (typeof sent === 'string')
    return {
      type: 'int_parsing',
      msg: 'Input should be a valid integer, unable to parse string as an integer',
    };
  if (typeof sent !== 'number') return { type: 'int_type', msg: 'Input should be a valid integer' };
  if (!Number.isFinite(sent))
    return { type: 'finite_number', msg: 'Input should be a finite number' };
  return {
    type: 'int_from_float',
    msg: 'Input should be a valid integer, got a number with a fractional part',
  };
}

function booleanFault(sent: unknown): Fault {
  const readable = typeof sent === 'string' || Number.isInteger(sent);
  return readable
    ? {
        type: 'bool_parsing',
        msg: 'Input should be a valid boolean, unable to interpret input',
      }
    : { type: 'bool_type', msg: 'Input should be a valid boolean' };
}
