import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Without the word `duplex` no stream is sent. */
type FormInit = RequestInit & { readonly duplex: 'half' };

/** A form with fields and one file, which is read as it is sent and never whole in memory. */
export function fileForm(
  path: string,
  filename: string,
  fields: Readonly<Record<string, string>>,
): FormInit {
  const boundary = `plumbline-${randomUUID()}`;
  return {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: streamOf(parts()),
    duplex: 'half',
  };

  async function* parts(): AsyncGenerator<Uint8Array> {
    for (const [name, value] of Object.entries(fields))
      yield Buffer.from(`${head(`name="${name}"`)}${value}\r\n`);
    yield Buffer.from(head(`name="file"; filename="${escaped(filename)}"`));
    for await (const piece of createReadStream(path)) yield piece;
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
  }

  function head(disposition: string): string {
    return `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
  }
}

/** A name that cannot end the header it stands in. */
function escaped(filename: string): string {
  return filename.replaceAll('"', '\\"').replaceAll(/[\r\n]+/g, ' ');
}

function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
