/** Owner of everything made without a key, and of what the first administrator makes. */
export const LOCAL_OWNER = 'local';
