import { FAILURES, type FailureCode, ServiceError } from '../../contracts/failures.js';
import { type ImageReply, ImageResult, imageKey } from '../../contracts/images.js';
import type { Run } from '../../contracts/runs.js';
import { awaitEnd, withoutResult } from '../answer-run.js';
import type { ApiContext } from '../api-context.js';
import type { AppParts } from '../api-parts.js';

interface Wanted {
  readonly run: Run;
  readonly format: 'b64_json' | 'url';
}

/** Answers with the image of a run once it is there. What the image server refused is told under its own name. */
export async function answerImage(
  ctx: ApiContext,
  parts: AppParts,
  { run, format }: Wanted,
): Promise<void> {
  const ended = await awaitEnd(ctx, parts, run);
  if (ended.status !== 'completed') throw failureOf(ended);
  const result = ImageResult.parse(ended.result);
  const image =
    format === 'url'
      ? { url: linkTo(ctx, parts, run.id) }
      : {
          b64_json: Buffer.from(await parts.objects.get(imageKey(run.id, result))).toString(
            'base64',
          ),
        };
  const { created, revised_prompt, suggested_filename } = result;
  const revised = revised_prompt === null ? {} : { revised_prompt };
  ctx.body = { created, data: [{ ...image, ...revised, suggested_filename }] } satisfies ImageReply;
}

/** An address for whoever holds it, until it expires. */
function linkTo(ctx: ApiContext, { images }: AppParts, id: string): string {
  const expires = Math.floor(Date.now() / 1_000) + Math.ceil(images.urlSeconds);
  const url = new URL(`/api/v1/images/${id}`, `${ctx.protocol}://${ctx.host}`);
  url.searchParams.set('expires', String(expires));
  url.searchParams.set('signature', images.links.sign(id, expires));
  return url.href;
}

function failureOf(run: Run): Error {
  const { error } = run;
  if (run.status === 'failed' && error !== null && isFailureCode(error.error))
    return new ServiceError(error.error, error.message);
  return withoutResult(run);
}

function isFailureCode(code: string): code is FailureCode {
  return code in FAILURES;
}
