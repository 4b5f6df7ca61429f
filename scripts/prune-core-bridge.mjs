import { readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Temporal's core comes built for five systems; an image runs on one.
const architectures = { x64: 'x86_64', arm64: 'aarch64' };
const wanted = `${architectures[process.arch]}-unknown-linux-gnu`;
const folder = join(
  dirname(createRequire(import.meta.url).resolve('@temporalio/core-bridge/package.json')),
  'releases',
);
const systems = readdirSync(folder);
if (!systems.includes(wanted)) throw new Error(`Temporal's core is not built for ${wanted}`);
for (const system of systems) {
  if (system !== wanted) rmSync(join(folder, system), { recursive: true });
}
