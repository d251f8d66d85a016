import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { readSnippets, withDefaults } from '../snippets.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';
import { folderWith } from './folders.ts';

const execute = promisify(execFile);
let testbed: Testbed;

beforeAll(async () => {
  testbed = await useTestbed();
  if (!testbed.dockerClient) throw new Error(testbed.gaps.join('\n'));
});
afterAll(() => testbed?.stop());

test.each(readSnippets('dockerfile'))('BuildKit reads %s and has nothing to say against it', async (_, { body }) => {
  // Its frontend is the engine's own: no registry has to be asked for one.
  const text = withDefaults(body).replace(/^# syntax=.*\n/, '');
  const plugins = testbed.env.QUAYSIDE_TESTBED_DOCKER_PLUGINS;
  const folder = await folderWith({
    'context/Dockerfile': text,
    'client/config.json': JSON.stringify(plugins === undefined ? {} : { cliPluginsExtraDirs: [plugins] }),
  });
  // Whatever image it names, one that the engine has stands in: what is checked is the file.
  const images = parseDockerfile(text).stages.flatMap(({ image, parent }) => (image && !parent ? [image.text] : []));
  const standIns = images
    .filter((image) => image !== 'scratch')
    .flatMap((image) => ['--build-context', `${image}=docker-image://redis:7-alpine`]);
  const args = ['buildx', 'build', '--call=check', ...standIns, join(folder, 'context')];
  const env = { ...process.env, ...testbed.env, DOCKER_CONFIG: join(folder, 'client') };
  const { stdout } = await execute(testbed.dockerClient as string, args, { env });
  expect(stdout).toContain('Check complete, no warnings found.');
});
