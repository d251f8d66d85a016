// Which of the real applications build as they are. One line of JSON each, appended to a file, so that a run that was
// cut off goes on where it was:
//   QUAYSIDE_APPS=… node scripts/run.mjs test/prove/survey.ts builds.jsonl [go,cargo,maven,pip,node,cmake]
import { appendFile, readFile } from 'node:fs/promises';
import { type Application, readApplications } from './applications.ts';
import { buildAsItIs, DEFAULT_SEED } from './apps.ts';
import { type BuildOutcome, forgetCaches } from './client.ts';
import { drawnOrder } from './draw.ts';
import { openProvingEngine } from './engine.ts';

const [file = 'builds.jsonl', wanted = 'go,cargo,maven,pip,node,cmake,bundler,gradle,composer'] = process.argv.slice(2);
const ecosystems = wanted.split(',');
// What ran out of time is tried again: on a machine that others use, that says little of the application.
const done = new Set(
  (await readFile(file, 'utf8').catch(() => ''))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { name: string; timedOut: boolean })
    .flatMap(({ name, timedOut }) => (timedOut ? [] : [name])),
);
// In the order of the draw, so that what a proof will try first is known first.
const convertible = (await readApplications()).filter(({ isConvertible }) => isConvertible);
const applications = drawnOrder(convertible, ({ ecosystem }) => ecosystem, DEFAULT_SEED)
  .filter(({ ecosystem }) => ecosystems.includes(ecosystem))
  .filter(({ name }) => !done.has(name));
console.log(`${done.size} are known, ${applications.length} are left.`);

const engine = await openProvingEngine();
let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    isInterrupted = true;
  });
}
try {
  for (const application of applications) {
    const outcome = await tryBuild(application);
    // The terminal tells the docker client too: what failed then says nothing of the application.
    if (isInterrupted) break;
    const { name, ecosystem } = application;
    const line = { name, ecosystem, ...outcome, seconds: Math.round(outcome.seconds * 10) / 10 };
    await appendFile(file, `${JSON.stringify(line)}\n`);
    console.log(`${outcome.ok ? 'ok' : 'no'} ${name} ${line.seconds} s ${outcome.reason}`);
    // The caches of one application are of no use to the next one, and there are hundreds of them.
    if (engine.isOwn) await forgetCaches(engine.client);
  }
} finally {
  await engine.stop();
}

async function tryBuild(application: Application): Promise<BuildOutcome & { bytes?: number }> {
  const tag = 'quayside-survey:latest';
  const outcome = await buildAsItIs(engine, application, tag);
  if (!outcome.ok) return outcome;
  const image = engine.docker.getImage(tag);
  const bytes = (await image.inspect()).Size;
  await image.remove({ force: true });
  return { ...outcome, bytes };
}
