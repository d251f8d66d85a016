/** What is in the built bundles: opening or linting a Dockerfile must not pay for Docker or AWS. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/root.ts';

const { node, web } = JSON.parse(readFileSync(path.join(root, 'dist/meta.json'), 'utf8'));

const packagesIn = (outputs: Record<string, { inputs: object }>, bundle: string): string[] => {
  const inputs = Object.keys(outputs[`dist/${bundle}`]?.inputs ?? {});
  const names = inputs.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
};

describe('the bundles', () => {
  test.each([
    ['extension.js', []],
    ['cli.js', []],
    ['dockerfile.js', []],
    ['lint.js', []],
    ['optimizing.js', []],
    ['optimizer.js', []],
    ['rules.js', ['unbash']],
  ])('%s holds of packages only %j', (bundle, packages) => {
    expect(Object.keys(node.outputs)).toContain(`dist/${bundle}`);
    expect(packagesIn(node.outputs, bundle)).toEqual(packages);
  });

  test('what talks to AWS and Docker is in cloud.js', () => {
    expect(packagesIn(node.outputs, 'cloud.js')).toEqual(
      expect.arrayContaining(['@aws-sdk/client-ecs', 'dockerode', 'zod']),
    );
  });

  test('the web bundle has nothing that needs a machine', () => {
    expect(packagesIn(web.outputs, 'web.js').filter((name) => !['unbash', 'yaml'].includes(name))).toEqual([]);
  });

  test('a lint loads the three bundles that it needs and no other', () => {
    const cli = path.join(root, 'dist/cli.js');
    const probe = `process.on('exit', () => console.error(JSON.stringify(Object.keys(require.cache))));
      process.argv.splice(1, 0, 'quayside'); require(${JSON.stringify(cli)});`;
    const lint = (...args: string[]): string[] => {
      const { stderr } = spawnSync(process.execPath, ['-e', probe, 'lint', '--no-fail', ...args], {
        encoding: 'utf8',
        input: 'FROM a\n',
      });
      const loaded: string[] = JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
      return loaded.map((file) => path.basename(file));
    };
    expect(lint('-')).toEqual(['cli.js', 'lint.js', 'rules.js']);
    // The fourth reads the quayside.yaml beside this one.
    const withService = path.join(root, 'examples/shop/Dockerfile');
    expect(lint(withService)).toEqual(['cli.js', 'lint.js', 'rules.js', 'configuration.js']);
  });
});
