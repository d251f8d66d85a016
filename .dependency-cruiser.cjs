/** The directions of docs/architecture.md, held by `npm run check`. */
const to = (name, comment, from, target) => ({ name, comment, severity: 'error', from, to: target });
const core = '^src/core/';
const adapters = '^src/adapters/';
const workflows = '^src/workflows/';
const features = '^src/features/';
const ui = '^src/ui/';
const cli = '^src/cli(/|\\.ts$)';
const compositions = '^src/(extension|web|cli|cloud)\\.ts$';
const values = { dependencyTypesNot: ['type-only'] };

module.exports = {
  forbidden: [
    to('core-is-pure', 'core knows nothing of the outside world', { path: core }, { path: '^src/', pathNot: core }),
    to('core-no-io', 'core has no file system, network, clock or process', { path: core }, { dependencyTypes: ['core'] }),
    to('core-no-sdk', 'core speaks in its own shapes', { path: core }, { path: '^node_modules/(@aws-sdk|@smithy|dockerode)' }),
    to('adapters-see-core', 'core ← adapters', { path: adapters }, { path: '^src/', pathNot: [core, adapters] }),
    to('workflows-see-adapters', 'adapters ← workflows', { path: workflows }, { path: '^src/', pathNot: [core, adapters, workflows] }),
    to('ui-serves-features', 'ui knows core and the shapes of progress', { path: ui }, { path: '^src/', pathNot: [core, ui, adapters, workflows] }),
    to('ui-types-only', 'ui loads no adapter and no workflow', { path: ui }, { path: [adapters, workflows], ...values }),
    to('features-types-only', 'features are handed what they use; of adapters and workflows they know the types', { path: features }, { path: [adapters, workflows], ...values }),
    to('nobody-imports-compositions', 'only other compositions and the CLI, by a dynamic import', { pathNot: [compositions, cli] }, { path: compositions, ...values }),
    to('nobody-imports-extension', 'nothing imports extension.ts', {}, { path: '^src/extension\\.ts$' }),
    to('vscode-only-in-the-editor', 'vscode belongs to features, ui, extension.ts and web.ts', { path: '^src/', pathNot: [features, ui, '^src/(extension|web)\\.ts$'] }, { path: '^(node_modules/@types/)?vscode' }),
    to('cli-not-editor', 'the command line shows nothing of the editor', { path: cli }, { path: [features, ui] }),
    to('no-circles', 'no circles', { path: '^src/' }, { circular: true, ...values }),
    to('resolvable', 'every import is found', { path: '^src/' }, { couldNotResolve: true, pathNot: '^vscode$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
