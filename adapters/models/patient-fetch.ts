import { Agent } from 'undici';

/**
 * Node's fetch without its limits of 300 s on headers and body: a model may be slower than that,
 * and silence is watched by `watchSilence` instead. The signal, when given, ends every call made with it.
 */
export function patientFetch(signal?: AbortSignal): typeof fetch {
  return (input, init) =>
    fetch(input, Object.assign({}, init, { dispatcher: PATIENT }, signal && { signal }));
}

const PATIENT = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
