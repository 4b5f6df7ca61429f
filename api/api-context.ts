import type { RouterContext } from '@koa/router';

export interface ApiState {
  /** Names the request in its reply and in the log. */
  traceId: string;
}

/** A request as a route sees it. */
export type ApiContext = RouterContext<ApiState>;
