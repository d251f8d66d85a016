// Puts stand-ins for the named public images into the engine that DOCKER_HOST names, and says what each one is:
//   node scripts/run.mjs test/prove/provide.ts golang:1.24.2 gcr.io/distroless/static-debian12:nonroot
import { provideFor, servedRepositories } from '../testbed/images/stand-ins.ts';
import { dockerAt, useTestbed } from '../testbed/testbed.ts';

const names = process.argv.slice(2);
if (names.length === 0) {
  console.log(`Name images to stand in for. There are stand-ins for ${servedRepositories.join(', ')}.`);
  process.exit(2);
}
const dockerHost = process.env.DOCKER_HOST ?? (await useTestbed()).dockerHost;
if (!dockerHost) throw new Error('No engine answers: start one with `npm start`, or name one in DOCKER_HOST.');
for (const name of names) {
  const begin = performance.now();
  const provided = await provideFor(dockerAt(dockerHost), name).catch((error: Error) => ({ missing: error.message }));
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log('missing' in provided ? `no  ${provided.missing}` : `yes ${provided.image} (${seconds} s)`);
  if ('missing' in provided) process.exitCode = 1;
}
