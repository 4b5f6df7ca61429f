import type { z } from 'zod';
import { ServiceError } from '../../contracts/failures.js';

/** A part of a chat that Ollama can be given. Throws ServiceError 'bad-input' that names the part where it cannot. */
export function readForOllama<T>(
  shape: z.ZodType<T>,
  given: unknown,
  at: readonly PropertyKey[] = [],
): T {
  const { success, data, error } = shape.safeParse(given);
  if (success) return data;
  const { path, message } = innermost(error.issues, []) ?? { path: [], message: 'invalid' };
  const where = nameOf([...at, ...path]);
  throw new ServiceError('bad-input', `Ollama cannot be given ${where}: ${message}`, {
    cause: error,
  });
}

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The fault that lies deepest: of the shapes that a part may have, what was given came nearest to that one. */
function innermost(issues: readonly z.core.$ZodIssue[], at: Fault['path']): Fault | undefined {
  const faults = issues.map((issue) => {
    const path = [...at, ...issue.path];
    const inner = issue.code === 'invalid_union' ? innermost(issue.errors.flat(), path) : undefined;
    return inner ?? { path, message: issue.message };
  });
  return faults.toSorted((one, other) => other.path.length - one.path.length)[0];
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? String(step) : `${name}.${String(step)}`;
  }, '');
}
