// A small web service that counts its visits in Redis, in as many versions as a test needs.
import type { Registry } from '../../src/adapters/aws/ecr.ts';
import type { Engine } from '../../src/adapters/docker/engine.ts';
import { build } from '../../src/workflows/build.ts';
import { type PushedImage, push } from '../../src/workflows/push.ts';
import { folderWith } from './folders.ts';
import { recordedRun } from './runs.ts';

const counting = (version: string): string => `
const { createServer } = require('node:http');
const { connect } = require('node:net');
createServer((request, response) => {
  if (request.url === '/well') return response.end('well');
  const redis = connect(6379, '127.0.0.1', () => redis.write('INCR visits\\r\\n'));
  redis.on('error', (error) => { response.statusCode = 500; response.end(error.message); });
  redis.on('data', (data) => { response.end(JSON.stringify({ version: '${version}', visits: Number(String(data).slice(1)) })); redis.end(); });
}).listen(3000);
process.on('SIGTERM', () => process.exit(0));
`;

/** Programs by what becomes of a task that runs them. */
export const programs = {
  counting,
  greeting: () => `require('node:http').createServer((_, response) => response.end('well')).listen(3000);`,
  failing: () => `console.error('cannot find the database'); process.exit(3);`,
  refusing: () =>
    `require('node:http').createServer((_, response) => { response.statusCode = 404; response.end(); }).listen(3000);`,
};

/** Builds a program into an image and pushes it, tagged with its version. */
export async function pushProgram(
  { engine, registry }: { readonly engine: Engine; readonly registry: Registry },
  { service, version, program }: { readonly service: string; readonly version: string; readonly program: string },
): Promise<PushedImage> {
  const context = await folderWith({
    Dockerfile: 'FROM node:22-slim\nCOPY main.js /main.js\nCMD ["node", "/main.js"]\n',
    'main.js': program,
  });
  const image = `${service}:${version}`;
  await build({ engine }, { context, tags: [image], service }, recordedRun());
  const input = { image, repository: service, tag: version, service };
  return await push({ engine, registry }, input, recordedRun());
}
