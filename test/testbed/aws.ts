// The AWS account of the testbed: ministack in a Python environment of its own, started by the launcher that makes
// it faithful to Fargate (fargate/launch.py).
import path from 'node:path';
import { root } from '../../scripts/root.ts';
import { cached } from './cache.ts';
import { installMissing, installPackages, whyNoDebianPackages } from './debian.ts';
import type { Engine, Missing } from './engine.ts';
import { freePort, hasProgram, run, startService, untilReady } from './processes.ts';
import type { Run } from './runs.ts';

export interface Emulator {
  /** Where ministack itself answers; clients go through the gateway. */
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const MINISTACK = '1.5.33';

/** The path of a Python that has ministack, installed when it is missing (ten seconds, once). */
export async function makePython(): Promise<string | Missing> {
  const python = ['python3', 'python'];
  const found = (await Promise.all(python.map(hasProgram))).indexOf(true);
  if (found < 0 && whyNoDebianPackages()) {
    return { missing: 'No Python is installed: there is no AWS account to test against.' };
  }
  await installMissing({ python3: 'python3' });
  const command = python[Math.max(found, 0)] ?? 'python3';
  try {
    const folder = await cached(`venv-ministack-${MINISTACK}`, async (draft) => {
      await run(command, ['-m', 'venv', draft]).catch(async (error: Error) => {
        // Debian's python3 comes without the module that makes environments.
        if (whyNoDebianPackages()) throw error;
        await installPackages(['python3-venv']);
        await run(command, ['-m', 'venv', draft]);
      });
      await run(path.join(draft, 'bin/python'), [
        '-m',
        'pip',
        'install',
        '-q',
        `ministack==${MINISTACK}`,
        'docker==7.*',
      ]);
    });
    return path.join(folder, 'bin/python');
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n').at(-1) : String(error);
    return { missing: `ministack could not be installed (${reason}): there is no AWS account to test against.` };
  }
}

export interface EmulatorOptions {
  readonly python: string;
  readonly engine: Engine | undefined;
  readonly region: string;
  /** The host and port under which clients and the engine reach the registry: those of the gateway. */
  readonly registryHost: string;
  /** What signs the registry's passwords. */
  readonly registrySecret: string;
  /** The label of the containers that run for this testbed, as `key=value`. */
  readonly label: string;
}

export async function startEmulator(options: EmulatorOptions, testbedRun: Run): Promise<Emulator> {
  const port = await freePort();
  const service = startService({
    name: 'ministack',
    command: options.python,
    args: [path.join(root, 'test/testbed/fargate/launch.py'), testbedRun.folder],
    env: {
      ...withoutAws(process.env),
      DOCKER_HOST: options.engine?.dockerHost ?? 'unix:///nonexistent/docker.sock',
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      IOT_MTLS_ENABLED: '0',
      MINISTACK_REGION: options.region,
      TMPDIR: testbedRun.folder,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONUNBUFFERED: '1',
      QUAYSIDE_REGISTRY: options.registryHost,
      QUAYSIDE_REGISTRY_SECRET: options.registrySecret,
      QUAYSIDE_TESTBED_LABEL: options.label,
    },
    cwd: testbedRun.folder,
    logFile: path.join(testbedRun.folder, 'ministack.log'),
    graceMs: 5000,
  });
  await testbedRun.note({ pids: [service.pid] });
  await untilReady(
    service,
    async () => (await fetch(`http://127.0.0.1:${port}/_ministack/health`, { signal: AbortSignal.timeout(2000) })).ok,
    60_000,
  );
  return { port, pid: service.pid, stop: () => service.stop() };
}

// What a person has set for their own account is not for the emulator.
function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));
}
