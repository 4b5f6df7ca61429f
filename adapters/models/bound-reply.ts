import { ServiceError } from '../../contracts/failures.js';
import type { ChatPart } from '../../contracts/models.js';
import { NO_USAGE } from '../../contracts/no-usage.js';

/** No tokenizer's tokens are longer than this on average, so more text means a server that ignores the limit. */
const MOST_CHARACTERS_PER_TOKEN = 16;

/**
 * Ends a reply that goes on past its limit, with reason 'length' and no token counts, as none were told.
 * Throws 'bad-reply' when the reply breaks off without an end.
 */
export async function* boundReply(
  parts: AsyncIterable<ChatPart>,
  maxTokens: number,
): AsyncGenerator<ChatPart> {
  let room = maxTokens * MOST_CHARACTERS_PER_TOKEN;
  for await (const part of parts) {
    yield part;
    if (part.type === 'end') return;
    if (part.type === 'loading') continue;
    room -= part.text.length;
    if (room < 0) {
      yield { type: 'end', reason: 'length', usage: { ...NO_USAGE, model_calls: 1 } };
      return;
    }
  }
  throw new ServiceError('bad-reply', 'the model server ended its reply before it was done');
}
