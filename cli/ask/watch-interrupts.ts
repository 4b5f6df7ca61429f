import { EXIT } from './ask-error.js';

/** Takes Ctrl-C as a request: the first aborts the signal, the second ends the process at once. */
export function watchInterrupts(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}
