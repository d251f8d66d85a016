/** A build, by whichever builder the engine has, with what goes wrong in words. */
import { CancelledError } from '../../core/errors.ts';
import { buildWithBuildKit } from './buildkit/build.ts';
import { buildClassic } from './classic.ts';
import { checkFolder } from './context.ts';
import type { BuildListener, BuildRequest, BuiltImage } from './contract.ts';
import type { Dial } from './dial.ts';
import type { Endpoint } from './endpoint.ts';
import { BuildFailure, engineError, engineLost, saidByEngine } from './errors.ts';
import type { SignIns } from './sign-ins.ts';

interface BuildTarget {
  readonly dial: Dial;
  readonly endpoint: Endpoint;
  readonly builder: 'buildkit' | 'classic';
  /** For pulling base images. */
  readonly signIns: SignIns;
}

export async function buildOn(
  target: BuildTarget,
  request: BuildRequest,
  listener: BuildListener,
  signal: AbortSignal,
): Promise<BuiltImage> {
  await checkFolder(request.context);
  try {
    signal.throwIfAborted();
    const built =
      target.builder === 'buildkit'
        ? await buildWithBuildKit(target, request, listener, signal)
        : await buildClassic(target.dial, request, listener, signal);
    // An engine that is shut down ends its answers in good order, without a result.
    if (!built) throw engineLost(target.endpoint, 'building the image', undefined);
    return built;
  } catch (error) {
    if (signal.aborted) throw new CancelledError();
    // Refused before it began: what cannot be parsed comes as an HTTP error from the classic builder.
    const status = (error as { statusCode?: number }).statusCode;
    if (status === 400 || status === 500) throw new BuildFailure(saidByEngine(error), undefined, []);
    const cutOff = error instanceof BuildFailure && /code: 137|context canceled|shutting down/.test(error.message);
    if (cutOff && !(await answers(target.dial))) throw engineLost(target.endpoint, 'building the image', error);
    throw engineError(error, target.endpoint, 'building the image', signal);
  }
}

/** Whether the engine is still there: one that is shut down reports what it stopped as failed. */
async function answers(dial: Dial): Promise<boolean> {
  return dial.get('/_ping', AbortSignal.timeout(2000)).then(
    () => true,
    () => false,
  );
}
