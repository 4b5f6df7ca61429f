/** Who may import whom. Each rule says what a folder must not reach. */
const OURS = '^(domain|adapters|activities|workflows|worker|api|infra|cli)/';
const MAINS = '^(api|worker|cli)/main\\.ts$';

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule('contracts-import-no-folder', '^contracts/', OURS),
    rule('contracts-know-zod-alone', '^contracts/', {
      dependencyTypes: ['npm'],
      pathNot: 'node_modules/zod/',
    }),
    rule('domain-imports-contracts-only', '^domain/', {
      // `stemmer` is one pure function without dependencies, safe in the workflow sandbox.
      pathNot: '^(contracts|domain)/|node_modules/stemmer/',
    }),
    rule(
      'adapters-import-contracts-only',
      '^adapters/',
      '^(domain|activities|workflows|worker|api|infra|cli)/',
    ),
    rule(
      'activities-get-adapters-handed-in',
      '^activities/',
      '^(adapters|workflows|worker|api|infra|cli)/',
    ),
    rule('workflows-see-only-the-types-of-activities', '^workflows/', {
      path: '^activities/',
      dependencyTypesNot: ['type-only'],
    }),
    rule('workflows-stay-in-the-sandbox', '^workflows/', '^(adapters|worker|api|infra|cli)/'),
    rule('workflows-use-no-node-builtins', '^workflows/', { dependencyTypes: ['core'] }),
    rule('api-runs-no-activity', '^api/', '^(activities|worker|domain|cli)/'),
    rule('worker-knows-no-api', '^worker/', '^(api|cli)/'),
    rule(
      'only-main-wires',
      { path: '^(api|worker)/', pathNot: '/main\\.ts$' },
      '^(adapters|infra)/',
    ),
    rule('infra-wires-adapters-alone', '^infra/', '^(domain|activities|workflows|worker|api|cli)/'),
    rule('nobody-imports-main', {}, MAINS),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

function rule(name, from, to) {
  const path = (side) => (typeof side === 'string' ? { path: side } : side);
  return { name, severity: 'error', from: path(from), to: path(to) };
}
