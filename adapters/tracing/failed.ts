/** The attributes of an observation that went wrong. */
export function failed(level: 'WARNING' | 'ERROR', reason: unknown): Record<string, string> {
  return {
    'langfuse.observation.level': level,
    'langfuse.observation.status_message':
      reason instanceof Error ? reason.message : String(reason),
  };
}
