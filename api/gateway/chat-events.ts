import type { ChatChunk, ChatChunkChoice, TokenUsage } from '../../contracts/gateway.js';
import { writtenLength } from './estimate-usage.js';

interface Reply {
  readonly id: string;
  readonly model: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly includeUsage: boolean;
}

/**
 * The pieces of a reply as server-sent events: one id for all, each choice opened by its role, the usage last where it
 * was asked for. What comes together is one text.
 */
export function createChatEvents({ id, model, created, includeUsage }: Reply) {
  const opened = new Set<number>();
  const head = { id, object: 'chat.completion.chunk', created, model };
  let usage: TokenUsage | undefined;
  let written = 0;

  return {
    /** As the model told it; undefined until it has. */
    usage: () => usage,

    /** Characters so far. */
    written: () => written,

    write(chunks: readonly ChatChunk[]): string {
      let text = '';
      for (const chunk of chunks) {
        usage = chunk.usage ?? usage;
        for (const { delta } of chunk.choices) written += writtenLength(delta);
        if (chunk.choices.length > 0) text += event(chunk.choices.map(opening));
      }
      return text;
    },

    end(): string {
      const last = includeUsage ? event([], usage ?? null) : '';
      return `${last}data: [DONE]\n\n`;
    },
  };

  function event(choices: readonly ChatChunkChoice[], told: TokenUsage | null = null): string {
    const chunk = includeUsage ? { ...head, choices, usage: told } : { ...head, choices };
    return `data: ${JSON.stringify(chunk)}\n\n`;
  }

  function opening(choice: ChatChunkChoice): ChatChunkChoice {
    if (opened.has(choice.index)) return choice;
    opened.add(choice.index);
    const { role: _role, ...delta } = choice.delta;
    return { ...choice, delta: { role: 'assistant', content: '', ...delta } };
  }
}
