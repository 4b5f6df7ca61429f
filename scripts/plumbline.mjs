import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ensureNode, ROOT } from './ensure.mjs';

// The command line from a checkout: everything that is missing is made first, then the command runs in this process.
ensureNode();
ensureInstalled();
ensureBuilt();
// What the environment sets already wins over the file.
const settings = join(ROOT, '.env');
if (existsSync(settings)) process.loadEnvFile(settings);
await import('../dist/cli/main.js');
