/** The import rules of the design: who may import whom. `npm run lint` fails when one is broken. */
const core = '^src/core/';
const room = (name) => `^src/core/${name}/`;
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-is-alone',
      severity: 'error',
      comment: 'core imports nothing of the rest',
      from: { path: core },
      to: { path: '^(src/(app|viewer|lab|workers)|cli|deploy|e2e|bench|scripts)/' },
    },
    {
      name: 'core-has-no-node',
      severity: 'error',
      comment: 'core runs anywhere',
      from: { path: core, pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-loads-no-engine',
      severity: 'error',
      comment: 'app and lab read core/experiment and types, nothing else of core; a test may compare with the engine',
      from: { path: '^src/(app|lab|main)', pathNot: '\\.test\\.ts$' },
      to: { path: core, pathNot: room('experiment'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'page-has-no-tensors',
      severity: 'error',
      comment: 'the shell loads neither tfjs nor MuJoCo',
      from: { path: '^src/(app|lab|viewer|main)' },
      to: { path: 'node_modules/(@tensorflow|@mujoco)' },
    },
    {
      name: 'app-through-lab',
      severity: 'error',
      comment: 'app talks to the lab, not to workers',
      from: { path: '^src/(app|main)' },
      to: { path: '^src/workers/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'lab-through-clients',
      severity: 'error',
      comment: 'lab holds worker clients, never worker code; a test may join a client to its real service',
      from: { path: '^src/lab/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/workers/[^/]+/(worker|service)\\.ts$' },
    },
    { name: 'lab-knows-no-page', severity: 'error', from: { path: '^src/lab/' }, to: { path: '^src/(app|viewer)/' } },
    {
      name: 'viewer-draws-only',
      severity: 'error',
      comment: 'viewer knows no physics and no learning',
      from: { path: '^src/viewer/' },
      to: { path: '^src/(core|workers|lab|app)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'viewer-is-the-apps',
      severity: 'error',
      from: { path: '^(src/(lab|workers|core)|cli)/' },
      to: { path: '^src/viewer/' },
    },
    {
      name: 'workers-know-no-page',
      severity: 'error',
      from: { path: '^src/workers/' },
      to: { path: '^src/(app|viewer|lab)/' },
    },
    {
      name: 'protocols-are-types',
      severity: 'error',
      comment: 'protocol.ts holds types only',
      from: { path: '^src/workers/[^/]+/protocol\\.ts$' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'clients-load-no-engine',
      severity: 'error',
      comment: 'a client is loaded by the page: no core beyond types and experiment',
      from: { path: '^src/workers/.*client\\.ts$' },
      to: { path: core, pathNot: room('experiment'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'physics-is-below-scenes',
      severity: 'error',
      from: { path: room('physics') },
      to: {
        path: `^src/core/(scenes|policy|objectives|training|evaluation|data|representation)/`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'scenes-use-physics',
      severity: 'error',
      from: { path: room('scenes') },
      to: { path: '^src/core/(policy|objectives|training|evaluation|representation)/' },
    },
    {
      name: 'policy-is-below-training',
      severity: 'error',
      from: { path: '^src/core/(policy|objectives|data)/' },
      to: { path: '^src/core/(training|evaluation|representation|scenes)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'compiled-is-below-training',
      severity: 'error',
      comment: 'programs are made of the network and its losses; who trains with them is above',
      from: { path: room('compiled') },
      to: {
        path: '^src/core/(training|finetune|evaluation|representation|scenes|physics|runs|export)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'cli-through-clients',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^src/(app|viewer|lab|workers/[^/]+/(worker|service)\\.ts$)' },
    },
    {
      name: 'deploy-stands-on-core',
      severity: 'error',
      comment: 'the runner takes core, and from the command line how to read words and how to speak',
      from: { path: '^deploy/' },
      to: { path: '^(src/(?!core/)|cli/(?!(arguments|output)\\.ts$)|e2e/|bench/|scripts/)' },
    },
    {
      name: 'nobody-needs-deploy',
      severity: 'error',
      from: { pathNot: '^deploy/' },
      to: { path: '^deploy/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
