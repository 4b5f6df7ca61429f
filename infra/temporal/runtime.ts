import { makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Log } from '../logger.js';

let installed = false;

/** Sends what Temporal's SDK logs to our log, and leaves signals to us. Once in a process. */
export function installRuntime(log: Log): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    shutdownSignals: [],
    logger: {
      log: (level, message, meta) => write(level, message, meta),
      trace: (message, meta) => write('TRACE', message, meta),
      debug: (message, meta) => write('DEBUG', message, meta),
      info: (message, meta) => write('INFO', message, meta),
      warn: (message, meta) => write('WARN', message, meta),
      error: (message, meta) => write('ERROR', message, meta),
    },
    telemetryOptions: {
      logging: {
        forward: {},
        filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }),
      },
    },
  });

  /** A step that fails is told in its run; for the operator it is a detail. */
  function write(level: string, message: string, meta: object = {}): void {
    if (level === 'ERROR') log.error(meta, message);
    else log.debug({ temporalLevel: level, ...meta }, message);
  }
}
