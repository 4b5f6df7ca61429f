/**
 * Kills processes with SIGKILL at random moments of running work, and looks whether anything was lost, doubled or repeated.
 *   npx tsx bench/kills.ts research [--kills 20] [--seed 1]       the product has to be built
 *   npx tsx bench/kills.ts research --database postgres://…       API and workers apart; MINIO_URL … and WEAVIATE_URL are set
 *   npx tsx bench/kills.ts documents [--kills 20] [--documents 100]
 * What is killed goes in turn: the process of the API and the workers, Temporal's server, both; or, where they run apart,
 * the API, the worker, Temporal's server.
 */
import { parseArgs } from 'node:util';
import { documentKills } from './kills/document-kills.js';
import { researchKills } from './kills/research-kills.js';
import { seededRandom } from './seeded-random.js';
import { measuredOn } from './stack/measured-on.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '20' },
    documents: { type: 'string', default: '100' },
    database: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'engine-port': { type: 'string', default: '18888' },
    'page-port': { type: 'string', default: '18889' },
  },
});
const options = {
  kills: Number(values.kills),
  random: seededRandom(Number(values.seed)),
  enginePort: Number(values['engine-port']),
  pagePort: Number(values['page-port']),
};
console.log(measuredOn('bench/kills.ts'));
switch (positionals[0]) {
  case 'research':
    await researchKills({ ...options, database: values.database });
    break;
  case 'documents':
    await documentKills({ ...options, documents: Number(values.documents) });
    break;
  default:
    console.error('Say what to kill: research or documents.');
    process.exitCode = 2;
}
