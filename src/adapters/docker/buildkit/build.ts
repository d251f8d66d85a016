/** A build by BuildKit: files and credentials go through a session, progress comes as a trace. */

import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { buildQuery } from '../build-query.ts';
import { type ContextEntry, folderInMemory, folderOnDisk } from '../context.ts';
import type { BuildListener, BuildRequest, BuiltImage } from '../contract.ts';
import type { Dial } from '../dial.ts';
import type { SignIns } from '../sign-ins.ts';
import { openBuildSession } from './session.ts';
import { StepTracker } from './steps.ts';
import { decodeTrace } from './trace.ts';

const ignoreFile = '.dockerignore';

/** @returns undefined when the engine ended its answer without a result */
export async function buildWithBuildKit(
  { dial, signIns }: { dial: Dial; signIns: SignIns },
  request: BuildRequest,
  listener: BuildListener,
  signal: AbortSignal,
): Promise<BuiltImage | undefined> {
  let unreadable: unknown;
  let sent = 0;
  let asked = 0;
  const name = basename(request.dockerfile.path);
  const session = await openBuildSession(
    dial,
    {
      folders: new Map([
        [
          'context',
          {
            folder: folderOnDisk(request.context),
            asked: ({ path, size }: ContextEntry) => {
              if (path !== ignoreFile) asked += size;
            },
            sent: ({ path }: ContextEntry, bytes: number) => {
              // Asked for to know what to leave out, before anything is sent.
              if (path === ignoreFile) return;
              sent += bytes;
              listener({ kind: 'context', bytes: sent, total: asked });
            },
            failed: (error: unknown) => {
              unreadable ??= error;
            },
          },
        ],
        ['dockerfile', { folder: folderInMemory(await dockerfileFolder(request, name)) }],
      ]),
      signIns,
    },
    signal,
  );
  const stop = () => session.close();
  signal.addEventListener('abort', stop, { once: true });
  const steps = new StepTracker(listener);
  let imageId: string | undefined;
  try {
    const answer = await dial.stream('/build', {
      query: { ...buildQuery(request, name), version: '2', remote: 'client-session', session: session.id },
      signal,
    });
    for await (const message of answer as AsyncGenerator<BuildMessage>) {
      if (message.id === 'moby.buildkit.trace' && typeof message.aux === 'string') steps.take(decodeTrace(message.aux));
      else if (message.id === 'moby.image.id') imageId = (message.aux as { ID: string }).ID;
      else if (message.error !== undefined) throw unreadable ?? steps.failure(message.error);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    session.close();
  }
  return imageId === undefined ? undefined : { imageId, steps: steps.all() };
}

interface BuildMessage {
  readonly id?: string;
  readonly aux?: unknown;
  readonly error?: string;
}

/** BuildKit looks for the patterns to ignore beside the Dockerfile first, then in the context. */
async function dockerfileFolder(request: BuildRequest, name: string): Promise<Record<string, string>> {
  const own = await readFile(join(dirname(request.dockerfile.path), `${name}.dockerignore`), 'utf8').catch(
    () => undefined,
  );
  return { [name]: request.dockerfile.text, ...(own === undefined ? {} : { [`${name}.dockerignore`]: own }) };
}
