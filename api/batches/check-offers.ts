import type { ValidationIssue } from '../../contracts/errors.js';
import { ApiError } from '../api-error.js';
import type { AppParts } from '../api-parts.js';
import { checkEngine } from '../check-engine.js';
import { checkModel } from '../check-model.js';
import type { ReadLine } from './check-lines.js';

/** Finds the lines that ask for an engine or a model that this instance does not have. Each is looked up once. */
export async function checkOffers(
  parts: AppParts,
  lines: readonly ReadLine[],
): Promise<ReadLine[]> {
  const engine = remember(async (name: EngineName) => checkEngine(parts, name));
  const model = remember((name: string) => checkModel(parts, name));
  const checked: ReadLine[] = [];
  for (const read of lines) checked.push(await check(read));
  return checked;

  async function check(read: ReadLine): Promise<ReadLine> {
    if (!('question' in read)) return read;
    const { request } = read.question;
    const fault =
      (await engine(request.search_engine)) ??
      (request.model === null ? undefined : await model(request.model));
    if (fault === undefined) return read;
    return { line: read.line, text: request.query, issue: issueOf(fault, request) };
  }
}

type EngineName = Parameters<typeof checkEngine>[1];

/** The refusal of each name, or undefined for what there is. That a server cannot be asked refuses the whole batch. */
function remember<Name>(check: (name: Name) => Promise<void>) {
  const known = new Map<Name, ApiError | undefined>();
  return async (name: Name): Promise<ApiError | undefined> => {
    if (!known.has(name)) known.set(name, await refusalOf(() => check(name)));
    return known.get(name);
  };
}

async function refusalOf(check: () => Promise<void>): Promise<ApiError | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return error;
    throw error;
  }
}

function issueOf(
  { error, message }: ApiError,
  request: { model: string | null; search_engine: string },
): ValidationIssue {
  const field = error === 'model_not_found' ? 'model' : 'search_engine';
  return {
    type: 'value_error',
    loc: [field],
    msg: `Value error, ${message}`,
    input: request[field],
    ctx: { error: {} },
  };
}
