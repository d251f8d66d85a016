/** What is in the built bundles: opening or linting a Dockerfile must not pay for Docker or AWS. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
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
    ['commands.js', []],
    ['dockerfile.js', []],
    ['lint.js', []],
    ['optimizing.js', []],
    ['optimizer.js', []],
    ['rules.js', ['unbash']],
  ])('%s holds of packages only %j', (bundle, packages) => {
    expect(Object.keys(node.outputs)).toContain(`dist/${bundle}`);
    expect(packagesIn(node.outputs, bundle)).toEqual(packages);
  });

  test('what talks to Docker is in cloud.js, and the SDK in a bundle that is loaded when it is first used', () => {
    expect(packagesIn(node.outputs, 'cloud.js')).toEqual(expect.arrayContaining(['dockerode', 'zod']));
    expect(packagesIn(node.outputs, 'cloud.js').filter((name) => name.startsWith('@aws-sdk/'))).toEqual([]);
    expect(packagesIn(node.outputs, 'aws-sdk.js')).toEqual(
      expect.arrayContaining(['@aws-sdk/client-ecs', '@aws-sdk/client-ec2', '@aws-sdk/credential-providers']),
    );
  });

  test('the operations of EC2 that are not used stay out', () => {
    const sdk = readFileSync(path.join(root, 'dist/aws-sdk.js'), 'utf8');
    expect(sdk).toContain('"DescribeVpcs"');
    expect(sdk).not.toContain('RunInstances');
  });

  test('the web bundle has nothing that needs a machine', () => {
    expect(packagesIn(web.outputs, 'web.js').filter((name) => !['unbash', 'yaml'].includes(name))).toEqual([]);
  });

  test('a lint loads the three bundles that it needs and no other', () => {
    const bundlesOf = (file: string): string[] => {
      const caches = mkdtempSync(path.join(os.tmpdir(), 'quayside-bundles-'));
      try {
        spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), 'lint', '--no-fail', file], {
          input: 'FROM a\n',
          env: { ...process.env, XDG_CACHE_HOME: caches, NODE_DISABLE_COMPILE_CACHE: '' },
        });
        // The code of each bundle that was loaded is kept under its name.
        const kept = readdirSync(path.join(caches, 'quayside/compiled'));
        return kept.map((name) => /(\w+\.js)-v/.exec(name)?.[1] ?? name).sort();
      } finally {
        rmSync(caches, { recursive: true });
      }
    };
    expect(bundlesOf('-')).toEqual(['commands.js', 'lint.js', 'rules.js']);
    // The fourth reads the quayside.yaml beside this one.
    const withService = path.join(root, 'examples/shop/Dockerfile');
    expect(bundlesOf(withService)).toEqual(['commands.js', 'configuration.js', 'lint.js', 'rules.js']);
  });
});
