// `npm run testbed`: brings the testbed up, tells its addresses, runs until it is told to stop. With `-- --env FILE`
// it writes what a client needs in its environment as KEY=value lines once all of it answers.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startTestbed } from './testbed.ts';

const { values } = parseArgs({ options: { env: { type: 'string' }, region: { type: 'string' } } });
const envFile = values.env === undefined ? undefined : path.resolve(values.env);
const begin = performance.now();
let isUp = false;
const told = new Promise<void>((resolve) => {
  const tell = () => {
    if (!isUp) console.log('The testbed stops as soon as it has come up.');
    resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, tell);
});

const testbed = await startTestbed({
  ...(values.region === undefined ? {} : { region: values.region }),
  onPhase: (name, milliseconds) => console.log(`${seconds(milliseconds)}  ${name}`),
});
isUp = true;
if (envFile) {
  await writeEnv(envFile, testbed.env).catch(async (error) => {
    await testbed.stop();
    throw error;
  });
}
console.log(`${seconds(performance.now() - begin)}  the testbed is up`);
for (const [name, value] of Object.entries(testbed.env)) console.log(`  ${name}=${value}`);
for (const gap of testbed.gaps) console.log(`  ! ${gap}`);
if (envFile) console.log(`  written to ${envFile}`);
console.log('Ctrl+C stops it and takes away what it made.');

await told;
const stopBegin = performance.now();
if (envFile) await removeEnv(envFile, testbed.env);
await testbed.stop();
console.log(`${seconds(performance.now() - stopBegin)}  the testbed is stopped`);
process.exit(0);

async function writeEnv(file: string, env: Readonly<Record<string, string>>): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, linesOf(env), { mode: 0o600 });
  await rename(draft, file);
}

/** Removes the file unless another testbed has written it anew. */
async function removeEnv(file: string, env: Readonly<Record<string, string>>): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text === linesOf(env)) await rm(file, { force: true });
}

function linesOf(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`.padStart(8);
}
