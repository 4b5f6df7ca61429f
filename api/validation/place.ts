/** Part of a request that a fault lies in: the first word of its `loc`. */
export type Place = 'body' | 'query' | 'path' | 'header';
