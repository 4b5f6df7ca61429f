import { ServiceError } from '../../contracts/failures.js';

/**
 * Lets whole lines of JSON through and fails with 'bad-reply' on any other line: the client library
 * would drop such a line, and a piece of the answer with it.
 */
export function strictLines(): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';

  function release(lines: readonly string[]): Uint8Array {
    const full = lines.filter((line) => line.trim() !== '');
    if (!full.every(isJson)) {
      throw new ServiceError('bad-reply', 'the model server sent a line that is not JSON');
    }
    return encoder.encode(full.map((line) => `${line}\n`).join(''));
  }

  return new TransformStream({
    transform(chunk, controller) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0) controller.enqueue(release(lines));
    },
    flush(controller) {
      controller.enqueue(release([rest + decoder.decode()]));
    },
  });
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
