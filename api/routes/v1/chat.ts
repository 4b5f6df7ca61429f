import { randomUUID } from 'node:crypto';
import { Router } from '@koa/router';
import { ChatRequest } from '../../../contracts/chat.js';
import type { ApiContext, ApiState } from '../../api-context.js';
import type { AppParts } from '../../api-parts.js';
import { chatCall } from '../../gateway/chat-call.js';
import { createChatEvents } from '../../gateway/chat-events.js';
import { estimateUsage, writtenLength } from '../../gateway/estimate-usage.js';
import { noActiveModel } from '../../gateway/no-active-model.js';
import { noteUsage } from '../../gateway/note-usage.js';
import { streamChat } from '../../gateway/stream-chat.js';
import { viaOf } from '../../gateway/via.js';
import { requireScope } from '../../require-scope.js';
import { runSignal } from '../../run-signal.js';
import { checkMessages } from '../../validation/check-messages.js';
import { jsonBody } from '../../validation/json-body.js';

/** Images come with the messages. */
const LIMIT_BYTES = 50_000_000;

/** POST /v1/chat/completions: the active model answers, whatever model is asked for. */
export function chatRoutes(parts: AppParts): Router<ApiState> {
  const router = new Router<ApiState>({ prefix: '/v1/chat/completions' });
  router.use(requireScope('chat'));

  router.post('/', async (ctx) => {
    const request = await jsonBody(ctx, ChatRequest, LIMIT_BYTES);
    checkMessages(request.messages);
    if (request.stream === true) await stream(ctx, parts, request);
    else await complete(ctx, parts, request);
  });

  return router;
}

async function complete(ctx: ApiContext, parts: AppParts, request: ChatRequest): Promise<void> {
  const { wanted, call, signal, countGivenUp } = asked(ctx, parts, request);
  const answered = await parts.gateway.complete(wanted, call, signal).catch(countGivenUp);
  if (answered === undefined) throw noActiveModel(wanted);
  const { model, completion } = answered;
  const written = completion.choices.reduce((sum, { message }) => sum + writtenLength(message), 0);
  noteUsage(ctx, parts, { model, usage: completion.usage ?? estimateUsage(call, written) });
  ctx.body = {
    ...headOf(model),
    object: 'chat.completion',
    choices: completion.choices.map((choice) => ({ logprobs: null, ...choice })),
    ...(completion.usage === undefined ? {} : { usage: completion.usage }),
  };
}

async function stream(ctx: ApiContext, parts: AppParts, request: ChatRequest): Promise<void> {
  const { wanted, call, signal, countGivenUp } = asked(ctx, parts, request);
  const answered = await parts.gateway.stream(wanted, call, signal).catch(countGivenUp);
  if (answered === undefined) throw noActiveModel(wanted);
  const { model, chunks } = answered;
  const includeUsage = request.stream_options?.include_usage === true;
  const events = createChatEvents({ ...headOf(model), includeUsage });
  const onEnd = () => {
    const usage = events.usage() ?? estimateUsage(call, events.written());
    noteUsage(ctx, parts, { model, usage });
  };
  streamChat(ctx, parts, { chunks, events, signal, onEnd });
}

/** What is asked of the gateway. A model that was asked has worked, also for a caller who then gave up. */
function asked(ctx: ApiContext, parts: AppParts, request: ChatRequest) {
  const signal = runSignal(ctx.res, parts.closing);
  let model: string | undefined;
  const onAsk = (name: string) => {
    model = name;
  };
  const call = { ...chatCall(request, viaOf(ctx, parts.instanceId)), onAsk };
  const countGivenUp = (error: unknown): never => {
    if (signal.aborted && model !== undefined)
      noteUsage(ctx, parts, { model, usage: estimateUsage(call, 0) });
    throw error;
  };
  return { wanted: parts.settings.current().active_model, call, signal, countGivenUp };
}

function headOf(model: string) {
  const id = `chatcmpl-${randomUUID().replaceAll('-', '')}`;
  return { id, created: Math.floor(Date.now() / 1_000), model };
}
