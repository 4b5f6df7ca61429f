/** Owner of everything on an instance that asks for no key. */
export const LOCAL_OWNER = 'local';
