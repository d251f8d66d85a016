/** Why a deployment failed, from what was seen of its tasks: one sentence, and what mends it. */
import type { TargetHealth, Task, TaskContainer } from './account.ts';
import type { ServiceSpec } from './spec.ts';

export interface Failed {
  readonly spec: ServiceSpec;
  /** Tasks of the deployment that stopped, newest first. */
  readonly tasks: readonly Task[];
  readonly targets: readonly TargetHealth[];
  /** Last lines that the container which failed wrote, oldest first. */
  readonly lines: readonly string[];
  /** What AWS gives as the state of the roll-out. */
  readonly rolloutReason: string | undefined;
}

export interface Explanation {
  /** To follow "because": `the container "app" exited with code 3`. */
  readonly because: string;
  /** An imperative sentence. */
  readonly mend: string;
}

export function explainFailure(failed: Failed): Explanation {
  for (const explain of explanations) {
    const found = explain(failed);
    if (found) return found;
  }
  const said = telling(failed.tasks)?.stoppedReason ?? failed.rolloutReason;
  return {
    because: said ? `AWS says: ${withoutStop(said)}` : 'its tasks did not become healthy',
    mend: 'Look at the events and the logs of the service, mend it and deploy again.',
  };
}

/** The container that a task failed by: the first essential one that exited with an error, as AWS lists them. */
export function failedContainer(task: Task | undefined): TaskContainer | undefined {
  return (
    task?.containers.find(({ exitCode, reason }) => (exitCode ?? 0) !== 0 && reason) ??
    task?.containers.find(({ exitCode }) => (exitCode ?? 0) !== 0 && exitCode !== 137 && exitCode !== 143) ??
    task?.containers.find(({ reason }) => reason) ??
    task?.containers.find(({ exitCode }) => exitCode !== undefined)
  );
}

type Explain = (failed: Failed) => Explanation | undefined;

const explanations: readonly Explain[] = [
  function otherPlatform({ spec, tasks, lines }) {
    const said = words(tasks);
    const isOther = /does not contain descriptor matching platform/i.test(said) || lines.some(isExecFormat);
    if (!isOther && !isExecFormat(said)) return undefined;
    return {
      because: `the image is not built for ${spec.architecture}, on which the task runs`,
      mend: `Build it for ${spec.architecture} and push it again, or change "architecture" in quayside.yaml.`,
    };
  },
  function notPulled({ tasks }) {
    const said = /CannotPull\w*Error:?.*/i.exec(words(tasks))?.[0];
    if (!said) return undefined;
    if (/toomanyrequests|429/i.test(said)) {
      return {
        because: 'Docker Hub refused the image: too many pulls',
        mend: 'Copy the image to ECR and name it there in quayside.yaml.',
      };
    }
    return { because: `the image could not be pulled: ${withoutStop(said)}`, mend: 'Push the image and deploy again.' };
  },
  function noStart({ tasks }) {
    const said = /ResourceInitializationError:?.*/i.exec(words(tasks))?.[0];
    if (!said) return undefined;
    const isDenied = /AccessDenied|not authorized/i.test(said);
    return {
      because: `the task could not be prepared: ${withoutStop(said)}`,
      mend: isDenied
        ? 'Let the execution role do what it was refused, and deploy again.'
        : 'Check that the subnets reach the internet, and deploy again.',
    };
  },
  function outOfMemory({ spec, tasks }) {
    const container = tasks
      .flatMap((task) => task.containers)
      .find(
        ({ reason, exitCode }) =>
          /OutOfMemory/i.test(reason ?? '') || (exitCode === 137 && /memory/i.test(reason ?? '')),
      );
    if (!container) return undefined;
    return {
      because: `the container "${container.name}" needed more memory than it has`,
      mend: `Raise "memory" in quayside.yaml (it is ${spec.memory} MiB for the task), and deploy again.`,
    };
  },
  function unhealthy({ spec, tasks, targets }) {
    const isSaid = /health checks/i.test(words(tasks));
    const sick = targets.find(({ state }) => state === 'unhealthy');
    if (!isSaid && !sick) return undefined;
    const reason = sick?.description ?? sick?.reason;
    return {
      because: `the load balancer got no healthy answer from port ${spec.port} at ${spec.healthCheck.path}${reason ? ` (${withoutStop(reason)})` : ''}`,
      mend: `Check that the app listens on 0.0.0.0:${spec.port} and answers ${spec.healthCheck.path} with ${spec.healthCheck.matcher} within ${spec.healthCheck.timeout} s, or change healthCheck in quayside.yaml.`,
    };
  },
  function exited({ tasks, lines }) {
    const container = failedContainer(telling(tasks));
    if (container?.exitCode === undefined) return undefined;
    const last = lines.findLast((line) => line.trim());
    const meaning = meanings[container.exitCode];
    return {
      because: `the container "${container.name}" exited with code ${container.exitCode}${meaning ? ` (${meaning})` : ''}${last ? `; its last line: ${last.trim().slice(0, 300)}` : ''}`,
      mend: 'Mend what made it exit, then build, push and deploy again.',
    };
  },
];

const meanings: Readonly<Record<number, string>> = {
  126: 'its command may not be executed',
  127: 'its command was not found',
  137: 'killed',
  139: 'segmentation fault',
  143: 'stopped on request',
};

/** The newest task that failed, rather than being stopped because it was no longer wanted. */
function telling(tasks: readonly Task[]): Task | undefined {
  return (
    tasks.find(({ stoppedReason }) => !/^(Scaling activity|Deployment completed)/i.test(stoppedReason ?? '')) ??
    tasks[0]
  );
}

function words(tasks: readonly Task[]): string {
  return tasks
    .flatMap((task) => [task.stoppedReason, ...task.containers.map(({ reason }) => reason)])
    .filter(Boolean)
    .join('\n');
}

function isExecFormat(text: string): boolean {
  return /exec format error/i.test(text);
}

function withoutStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}
