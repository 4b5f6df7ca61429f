import { ensureBuilt, ensureInstalled, ensureNode } from './ensure.mjs';

// The command line from a checkout: everything that is missing is made first, then the command runs in this process.
ensureNode();
ensureInstalled();
ensureBuilt();
await import('../dist/cli/main.js');
