import { cruise, format } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { SOURCES } from './ensure.mjs';

// A cruiser that cannot read TypeScript finds no module and no fault, so finding none is a fault.
const LEAST_MODULES = 20;

const options = await extractOptions('./.dependency-cruiser.cjs');
const { output: graph } = await cruise(SOURCES, options, undefined, {
  tsConfig: extractTsConfig('./tsconfig.json'),
});
const { output } = await format(graph, { outputType: 'err' });
const { modules, summary } = graph;
const ours = modules.filter(({ source }) =>
  SOURCES.some((folder) => source.startsWith(`${folder}/`)),
);

process.stdout.write(output);
if (ours.length < LEAST_MODULES) {
  console.error(
    `Only ${ours.length} modules of ours were cruised: the import rules were not checked.`,
  );
  process.exit(1);
}
process.exit(summary.error > 0 ? 1 : 0);
