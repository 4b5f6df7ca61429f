import type { ChatModel, ChatModels, ChatPart, ChatRequest } from '../../contracts/models.js';
import type { Usage } from '../../contracts/usage.js';
import { currentRunId } from './current-run.js';
import { failed } from './failed.js';
import type { SpanSender } from './span-sender.js';

/** The same models, each of whose calls is told as a generation of its run. */
export function traceModels(models: ChatModels, sender: SpanSender): ChatModels {
  return {
    list: (signal) => models.list(signal),
    async resolve(name, signal) {
      const model = await models.resolve(name, signal);
      return model && traceModel(model, sender);
    },
  };
}

function traceModel(model: ChatModel, sender: SpanSender): ChatModel {
  return {
    name: model.name,
    contextTokens: (signal) => model.contextTokens(signal),
    async *chat(request, signal) {
      const told = openGeneration('chat', model.name, request);
      try {
        for await (const part of model.chat(request, signal)) {
          told.hear(part);
          yield part;
        }
      } catch (error) {
        told.fail(error);
        throw error;
      } finally {
        sender.send(told.span());
      }
    },
    async ask(request, shape, signal) {
      const told = openGeneration('ask', model.name, request);
      try {
        const reply = await model.ask(request, shape, signal);
        told.finish(reply.usage, JSON.stringify(reply.value));
        return reply;
      } catch (error) {
        told.fail(error);
        throw error;
      } finally {
        sender.send(told.span());
      }
    },
  };
}

/** Gathers what is known of one call while it goes on. */
function openGeneration(name: string, model: string, request: ChatRequest) {
  const runId = currentRunId();
  const startMs = Date.now();
  let output: string | undefined;
  let firstWordAt: string | undefined;
  let usage: Usage | undefined;
  let outcome: Record<string, string> = {};

  function finish(counted: Usage, text: string | undefined): void {
    usage = counted;
    output = text;
    if (text === undefined) {
      outcome = failed('WARNING', 'the reply did not fit the shape that was asked for');
    }
  }

  return {
    hear(part: ChatPart): void {
      if (part.type === 'end') finish(part.usage, output ?? '');
      if (part.type !== 'text-delta') return;
      firstWordAt ??= new Date().toISOString();
      output = (output ?? '') + part.text;
    },
    finish,
    fail(error: unknown): void {
      outcome = failed('ERROR', error);
    },
    span: () => ({
      runId,
      place: 'call' as const,
      name,
      startMs,
      endMs: Date.now(),
      attributes: {
        'langfuse.observation.type': 'generation',
        'langfuse.observation.model.name': model,
        'langfuse.observation.model.parameters': parametersOf(request),
        'langfuse.observation.input': JSON.stringify(request.messages),
        'langfuse.observation.output': output,
        'langfuse.observation.completion_start_time': firstWordAt && JSON.stringify(firstWordAt),
        'langfuse.observation.usage_details': usage && usageOf(usage),
        ...outcome,
      },
    }),
  };
}

function parametersOf({ maxTokens, temperature }: ChatRequest): string {
  return JSON.stringify({ max_tokens: maxTokens, temperature });
}

function usageOf(usage: Usage): string {
  return JSON.stringify({
    input: usage.prompt_tokens,
    output: usage.completion_tokens,
    total: usage.total_tokens,
  });
}
