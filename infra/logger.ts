import { pino, stdTimeFunctions } from 'pino';

export type Log = ReturnType<typeof createLog>;

/** Writes one JSON object a line to standard error, secrets left out. */
export function createLog(level: string) {
  return pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      redact: ['authorization', 'apiKey', '*.authorization', '*.apiKey', '*.headers.authorization'],
    },
    process.stderr,
  );
}
