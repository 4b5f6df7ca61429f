/** What a parsing process writes before it ends itself for its memory. */
export const MEMORY_MARK = 'plumbline: over the memory limit\n';
