/** Names of our search attributes in Temporal, each of type Keyword. */
export const SEARCH_ATTRIBUTES = {
  kind: 'PlumblineKind',
  owner: 'PlumblineOwner',
  status: 'PlumblineStatus',
  mode: 'PlumblineMode',
  model: 'PlumblineModel',
} as const;
