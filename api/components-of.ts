import type { Component } from '../contracts/health.js';
import type { AppParts } from './api-parts.js';

const WAIT_MS = 3_000;

/** The parts of this instance. Never throws: parts that cannot be asked in 3 s are a degraded one. */
export async function componentsOf(parts: AppParts): Promise<readonly Component[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Component[]>((resolve) => {
    timer = setTimeout(resolve, WAIT_MS, [
      unknownParts(`they did not answer within ${WAIT_MS} ms`),
    ]);
  });
  try {
    return await Promise.race([parts.components(), late]);
  } catch (err) {
    parts.log.warn({ err }, 'the parts of this instance could not be asked');
    return [unknownParts('they could not be asked; the log says why')];
  } finally {
    clearTimeout(timer);
  }
}

function unknownParts(why: string): Component {
  return { name: 'components', state: 'degraded', using: 'unknown', why };
}
