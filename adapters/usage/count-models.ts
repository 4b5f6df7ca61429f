import type { ChatModel, ChatModels, ChatPart, ChatRequest } from '../../contracts/models.js';
import { CHARACTERS_PER_TOKEN } from '../../contracts/token-estimate.js';
import type { Usage } from '../../contracts/usage.js';
import type { RunUsage } from './run-usage.js';

/**
 * The same models, each of whose calls counts towards its run under the model that was asked, whatever becomes of the
 * reply and of the run. Tokens that the model did not count are estimated.
 */
export function countModels(models: ChatModels, counted: RunUsage): ChatModels {
  return {
    list: (signal) => models.list(signal),
    async resolve(name, signal) {
      const model = await models.resolve(name, signal);
      return model && countModel(model, counted);
    },
  };
}

function countModel(model: ChatModel, counted: RunUsage): ChatModel {
  return {
    name: model.name,
    contextTokens: (signal) => model.contextTokens(signal),
    async *chat(request, signal) {
      const call = openCall(model.name, request, counted);
      try {
        for await (const part of model.chat(request, signal)) {
          call.hear(part);
          yield part;
        }
      } finally {
        call.close(signal);
      }
    },
    async ask(request, shape, signal) {
      const call = openCall(model.name, request, counted);
      try {
        const reply = await model.ask(request, shape, signal);
        call.end(reply.usage);
        return reply;
      } finally {
        call.close(signal);
      }
    },
  };
}

/** One call as it goes on. A model that was given up at work has worked; one that failed before its first word has not. */
function openCall(model: string, { messages, runId }: ChatRequest, counted: RunUsage) {
  const count = counted.open(runId);
  let usage: Usage | undefined;
  let written = 0;

  return {
    hear(part: ChatPart): void {
      if (part.type === 'end') usage = part.usage;
      if ('text' in part) written += part.text.length;
    },
    end(counts: Usage): void {
      usage = counts;
    },
    close({ aborted }: AbortSignal): void {
      if (usage === undefined && written === 0 && !aborted) return;
      count({ model, ...(tokensOf(usage) ?? estimate()) });
    },
  };

  function estimate() {
    const read = messages.reduce((sum, { content }) => sum + content.length, 0);
    return {
      promptTokens: Math.ceil(read / CHARACTERS_PER_TOKEN),
      completionTokens: Math.ceil(written / CHARACTERS_PER_TOKEN),
    };
  }
}

function tokensOf(usage: Usage | undefined) {
  if (usage === undefined || usage.total_tokens === 0) return undefined;
  const { prompt_tokens, completion_tokens } = usage;
  return { promptTokens: prompt_tokens, completionTokens: completion_tokens };
}
