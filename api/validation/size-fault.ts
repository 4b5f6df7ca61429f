/** What is wrong with a value, in pydantic's words. */
export interface Fault {
  readonly type: string;
  readonly msg: string;
  readonly ctx?: Record<string, unknown> | undefined;
}

interface Limit {
  readonly origin: string;
  readonly least?: number;
  readonly most?: number;
}

/** A text, number or list below its least or above its most. */
export function sizeFault(limit: Limit, sent: unknown): Fault {
  if (limit.origin === 'string') return textFault(limit);
  if (limit.origin === 'array') return listFault(limit, Array.isArray(sent) ? sent.length : 0);
  return numberFault(limit);
}

function textFault({ least, most }: Limit): Fault {
  if (least !== undefined)
    return {
      type: 'string_too_short',
      msg: `String should have at least ${count(least, 'character')}`,
      ctx: { min_length: least },
    };
  return {
    type: 'string_too_long',
    msg: `String should have at most ${count(most ?? 0, 'character')}`,
    ctx: { max_length: most },
  };
}

function numberFault({ least, most }: Limit): Fault {
  if (least !== undefined)
    return {
      type: 'greater_than_equal',
      msg: `Input should be greater than or equal to ${least}`,
      ctx: { ge: least },
    };
  return {
    type: 'less_than_equal',
    msg: `Input should be less than or equal to ${most}`,
    ctx: { le: most },
  };
}

function listFault({ least, most }: Limit, length: number): Fault {
  if (least !== undefined)
    return {
      type: 'too_short',
      msg: `List should have at least ${count(least, 'item')} after validation, not ${length}`,
      ctx: { field_type: 'List', min_length: least, actual_length: length },
    };
  return {
    type: 'too_long',
    msg: `List should have at most ${count(most ?? 0, 'item')} after validation, not ${length}`,
    ctx: { field_type: 'List', max_length: most, actual_length: length },
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
