import { findTemporalBinary } from '../../infra/temporal/find-binary.js';

let found: Promise<string> | undefined;

/** The server program that `npm start` would use. */
export function temporalBinary(): Promise<string> {
  found ??= findTemporalBinary({
    searchPath: process.env['PATH'] ?? '',
    log: (line) => console.error(line),
  }).then(({ path }) => path);
  return found;
}
