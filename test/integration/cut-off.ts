// Run as a program of its own, so that it can be killed: `node cut-off.ts deploy|destroy FOLDER`. Every phase is a line
// on standard output, written before the phase begins.
import { writeSync } from 'node:fs';
import { ecrRegistry } from '../../src/adapters/aws/ecr.ts';
import { openSession } from '../../src/adapters/aws/session.ts';
import { readProject } from '../../src/adapters/project.ts';
import { deploy } from '../../src/workflows/deploy.ts';
import { destroy } from '../../src/workflows/destroy.ts';
import type { Run } from '../../src/workflows/run.ts';

const [what, folder = '.'] = process.argv.slice(2);
const session = openSession({ profile: undefined, region: undefined }, { version: '0.0.0' });
const run: Run = {
  signal: new AbortController().signal,
  report: ({ phase }) => writeSync(1, `${phase}\n`),
};
const { spec } = await readProject(folder);
if (what === 'deploy') await deploy({ session, registry: ecrRegistry(session) }, { spec }, run);
else await destroy({ session }, { spec }, run);
session.dispose();
