import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { ROOT } from './ensure.mjs';

const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: ROOT,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

const { code } = await bundleWorkflowCode({
  workflowsPath: join(ROOT, 'dist', 'workflows', 'index.js'),
  failureConverterPath: join(ROOT, 'dist', 'adapters', 'payloads', 'failure-converter.js'),
  logger: new DefaultLogger('ERROR'),
});
writeFileSync(join(ROOT, 'dist', 'workflow-bundle.js'), code);
