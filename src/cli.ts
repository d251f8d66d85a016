/**
 * `quayside`, for a terminal and for CI. Composition only: picks the command, hands it the world, and turns what it
 * throws into a sentence and an exit code.
 */
import { setMaxListeners } from 'node:events';
import { version } from '../package.json';
import type { Command, CommandIo } from './cli/command.ts';
import { StandardStreams } from './cli/standard-streams.ts';
import { usage } from './cli/usage.ts';
import { isCancelled, isUserFacing } from './core/errors.ts';

/** Loaded when named: `lint` never pays for the others. */
const commands: Readonly<Record<string, { readonly says: string; load(): Promise<Command> }>> = {
  lint: { says: 'Check Dockerfiles', load: async () => (await import('./cli/lint.ts')).lintCommand },
  optimize: {
    says: 'Make images smaller and builds faster',
    load: async () => (await import('./cli/optimize.ts')).optimizeCommand,
  },
  build: { says: 'Build the image of a service', load: async () => (await import('./cli/build.ts')).buildCommand },
  push: { says: 'Push the built image to ECR', load: async () => (await import('./cli/push.ts')).pushCommand },
  scan: { says: 'Scan the image that was pushed last', load: async () => (await import('./cli/scan.ts')).scanCommand },
  deploy: { says: 'Run that image on Fargate', load: async () => (await import('./cli/deploy.ts')).deployCommand },
  destroy: { says: 'Delete what deploy made', load: async () => (await import('./cli/destroy.ts')).destroyCommand },
};

// Node prints warnings that are for developers, such as those of the AWS SDK about versions to come.
if (!process.env.QUAYSIDE_DEBUG) process.removeAllListeners('warning');

const streams = new StandardStreams();

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  // To take down what a lint has built would take longer than the lint.
  if (streams.areWritten) process.exit();
});

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === '--version' || name === '-v') {
    streams.stdout.write(`quayside ${version}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name ?? '') ? commands[name as string] : undefined;
  if (!command) {
    const asked = name === undefined || name === '--help' || name === '-h' || name === 'help';
    (asked ? streams.stdout : streams.stderr).write(usage(commands, asked ? undefined : name));
    return asked && name !== undefined ? 0 : 2;
  }
  let signal: AbortSignal | undefined;
  try {
    const run = await command.load();
    const io: CommandIo = {
      env: process.env,
      cwd: process.cwd(),
      // What looks at it ends in good order when it is stopped, and anything else at once.
      get signal() {
        signal ??= untilStopped();
        return signal;
      },
      get stdin() {
        return streams.stdin;
      },
      get stdout() {
        return streams.stdout;
      },
      get stderr() {
        return streams.stderr;
      },
    };
    return await run(args, io);
  } catch (error) {
    if (isCancelled(error)) return cancelled;
    const { showDefect, showError } = await import('./cli/terminal.ts');
    if (isUserFacing(error)) showError(streams, error);
    else showDefect(streams, error);
    return 1;
  }
}

function untilStopped(): AbortSignal {
  const stopping = new AbortController();
  // A plan asks AWS a dozen things at once, and each of them listens.
  setMaxListeners(100, stopping.signal);
  const stop = () => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return stopping.signal;
}

const cancelled = 130;
