// Starting, watching and stopping the processes of the testbed: each by its own pid, each wait with a limit.
import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Service {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** True until the process has ended. */
  running(): boolean;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly logFile: string;
  /** How long it may take to end by itself after SIGTERM, in milliseconds. */
  readonly graceMs?: number;
}

/**
 * Starts a program that serves until it is stopped. It gets a session of its own, so that Ctrl+C in the terminal
 * reaches only us and we can stop the services in order.
 */
export function startService({ name, command, args, env, cwd, logFile, graceMs = 10_000 }: ServiceOptions): Service {
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: env ?? process.env,
    ...(cwd === undefined ? {} : { cwd }),
  });
  closeSync(log);
  let ended = false;
  const end = new Promise<void>((resolve) => {
    child.once('error', () => {
      ended = true;
      resolve();
    });
    child.once('exit', () => {
      ended = true;
      resolve();
    });
  });
  child.unref();
  const pid = child.pid ?? 0;
  return {
    name,
    pid,
    logFile,
    running: () => !ended,
    async stop() {
      if (ended || pid === 0) return;
      child.kill('SIGTERM');
      const stopped = await Promise.race([end.then(() => true), pause(graceMs).then(() => false)]);
      if (stopped) return;
      child.kill('SIGKILL');
      await Promise.race([end, pause(5000)]);
    },
  };
}

/** Asks until `answers` is true. Fails at once, with the end of the log, when the service has ended. */
export async function untilReady(service: Service, answers: () => Promise<boolean>, limitMs: number): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await answers().catch(() => false))) {
    if (!service.running()) throw new Error(`${service.name} ended at its start.\n${logTail(service)}`);
    if (Date.now() > deadline) {
      throw new Error(`${service.name} did not answer within ${limitMs / 1000} s.\n${logTail(service)}`);
    }
    await pause(50);
  }
}

/** Runs a program to its end and returns its standard output. The error holds the end of its standard error. */
export async function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number } = {},
): Promise<string> {
  try {
    const { stdout } = await execute(command, args, {
      maxBuffer: 64 * 1024 * 1024,
      timeout: options.timeoutMs ?? 5 * 60_000,
      env: options.env ?? process.env,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    return stdout;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const lines = (stderr?.trim() || message).split('\n').slice(-8).join('\n');
    throw new Error(`${command} ${args.slice(0, 3).join(' ')} … failed:\n${lines}`, { cause: error });
  }
}

export async function hasProgram(name: string): Promise<boolean> {
  return await execute('sh', ['-c', `command -v ${name}`]).then(
    () => true,
    () => false,
  );
}

/** A port of 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.');
  return address.port;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, or '' where there is none or the system does not tell. */
export async function commandLine(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.replaceAll('\0', ' ');
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

function logTail({ logFile }: Service): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
  } catch {
    return '';
  }
}
