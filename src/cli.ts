#!/usr/bin/env node
/**
 * `quayside`, for a terminal and for CI. Composition only: picks the command, hands it the world, and turns what it
 * throws into a sentence and an exit code.
 */
import { setMaxListeners } from 'node:events';
import { enableCompileCache } from 'node:module';
import { version } from '../package.json';
import type { Command, CommandIo } from './cli/command.ts';
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

// What was compiled for the last call need not be compiled for this one.
enableCompileCache?.();
// Node prints warnings that are for developers, such as those of the AWS SDK about versions to come.
if (!process.env.QUAYSIDE_DEBUG) process.removeAllListeners('warning');

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === '--version' || name === '-v') {
    process.stdout.write(`quayside ${version}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name ?? '') ? commands[name as string] : undefined;
  if (!command) {
    const asked = name === undefined || name === '--help' || name === '-h' || name === 'help';
    (asked ? process.stdout : process.stderr).write(usage(commands, asked ? undefined : name));
    return asked && name !== undefined ? 0 : 2;
  }
  const stopping = new AbortController();
  // A plan asks AWS a dozen things at once, and each of them listens.
  setMaxListeners(100, stopping.signal);
  const stop = () => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const run = await command.load();
    const io: CommandIo = {
      env: process.env,
      cwd: process.cwd(),
      signal: stopping.signal,
      // Each stream is opened when it is used, which takes a moment.
      get stdin() {
        return process.stdin;
      },
      get stdout() {
        return process.stdout;
      },
      get stderr() {
        return process.stderr;
      },
    };
    return await run(args, io);
  } catch (error) {
    if (isCancelled(error)) return cancelled;
    const { showDefect, showError } = await import('./cli/terminal.ts');
    if (isUserFacing(error)) showError(process, error);
    else showDefect(process, error);
    return 1;
  }
}

const cancelled = 130;
