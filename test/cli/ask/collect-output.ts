import { Writable } from 'node:stream';

interface CollectOptions {
  /** Makes it a terminal of that width. */
  readonly columns?: number;
  onWrite?(text: string): void;
}

/** A stream that keeps what is written to it. */
export function collectOutput({ columns, onWrite = () => {} }: CollectOptions = {}) {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      onWrite(String(chunk));
      done();
    },
  });
  const output = Object.assign(stream, columns === undefined ? {} : { isTTY: true, columns });
  return { output, text: () => written.join('') };
}
