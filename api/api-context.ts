import type { RouterContext } from '@koa/router';
import type { Caller } from '../contracts/callers.js';
import type { EventStream } from './event-stream.js';

export interface ApiState {
  /** Names the request in its reply and in the log. */
  traceId: string;
  /** Who asks; what a route makes or finds belongs to `caller.owner`. */
  caller: Caller;
  /** The events that the request is answered with, if it is. */
  stream?: EventStream;
}

/** A request as a route sees it. */
export type ApiContext = RouterContext<ApiState>;
