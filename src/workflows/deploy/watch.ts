/** Follows one deployment by its own id until it is in service or has failed, whatever the service says meanwhile. */
import { describeServices, listTasks } from '../../adapters/aws/ecs.ts';
import { describeTargetHealth } from '../../adapters/aws/elb.ts';
import { lastLogLines } from '../../adapters/aws/logs.ts';
import type { Session } from '../../adapters/aws/session.ts';
import { UserFacingError } from '../../core/errors.ts';
import type { Deployment, Service, Task } from '../../core/fargate/account.ts';
import { explainFailure, failedContainer } from '../../core/fargate/failure.ts';
import { namesFor } from '../../core/fargate/names.ts';
import type { ServiceSpec } from '../../core/fargate/spec.ts';
import type { Run } from '../run.ts';
import { untilAnswered } from '../waiting.ts';

export interface Watched {
  readonly spec: ServiceSpec;
  /** As it was right after the last change: its primary deployment is the one that is followed. */
  readonly service: Service;
  readonly targetGroup: string;
}

/** Milliseconds: three failed starts of a slow app with patient health checks fit in. */
const mostForDeployment = 30 * 60_000;

/**
 * @returns the service once the followed deployment runs all its tasks and the load balancer finds them healthy
 * @throws UserFacingError `deployment-failed` with why, `deployment-replaced`, `deployment-timeout`
 */
export async function watch(session: Session, watched: Watched, run: Run): Promise<Service> {
  const { spec, targetGroup } = watched;
  const names = namesFor(spec);
  const id = primaryOf(watched.service)?.id;
  const known = new Set(watched.service.events.map((event) => event.id));
  const stopped = new Map<string, Task>();
  let last = watched.service;

  const settled = await untilAnswered(
    async () => {
      const [service] = await describeServices(session, names.cluster, [names.service], run.signal);
      if (service?.status !== 'ACTIVE') throw gone(spec);
      last = service;
      reportEvents(service, known, run);
      const ours = service.deployments.find((deployment) => deployment.id === id);
      reportTasks(spec, ours, run);
      const isFailing = !ours || ours.failed > 0 || ours.rolloutState === 'FAILED' || ours.status !== 'PRIMARY';
      // AWS forgets stopped tasks within the hour, so they are noted while they are there.
      if (isFailing) await noteStopped(session, watched, ours, stopped, run);
      if (!ours || ours.rolloutState === 'FAILED' || ours.status !== 'PRIMARY') return { failed: ours };
      if (ours.rolloutState !== 'COMPLETED' || ours.running < spec.count) return undefined;
      return (await areHealthy(session, targetGroup, spec.count, run)) ? { service } : undefined;
    },
    { most: mostForDeployment, first: 500, slowest: 3_000, signal: run.signal },
  );

  if (settled?.service) return settled.service;
  const tasks = [...stopped.values()].sort((a, b) => Number(b.createdAt ?? 0) - Number(a.createdAt ?? 0));
  if (settled && tasks.length === 0 && isReplaced(last, watched.service)) throw replaced(spec);
  throw await failure(session, watched, { last, tasks, timedOut: !settled, failed: settled?.failed }, run.signal);
}

function primaryOf(service: Service): Deployment | undefined {
  return service.deployments.find(({ status }) => status === 'PRIMARY');
}

function reportEvents({ events }: Service, known: Set<string>, run: Run): void {
  for (const { id, message } of events.toReversed()) {
    if (known.has(id)) continue;
    known.add(id);
    run.report({ phase: 'deploy.event', message, log: message });
  }
}

function reportTasks(spec: ServiceSpec, ours: Deployment | undefined, run: Run): void {
  if (!ours) return;
  const failed = ours.failed > 0 ? `, ${ours.failed} failed` : '';
  run.report({
    phase: 'deploy.tasks',
    message: `${ours.running} of ${spec.count} ${spec.count === 1 ? 'task runs' : 'tasks run'}${failed}`,
    done: Math.min(ours.running, spec.count),
    total: spec.count,
    unit: 'tasks',
  });
}

async function noteStopped(
  session: Session,
  { spec, service }: Watched,
  ours: Deployment | undefined,
  stopped: Map<string, Task>,
  run: Run,
): Promise<void> {
  const names = namesFor(spec);
  const revision = ours?.taskDefinition ?? service.taskDefinition;
  const begin = Number(primaryOf(service)?.createdAt ?? 0) - 1_000;
  const newest = await listTasks(session, names.cluster, { service: names.service, status: 'STOPPED' }, run.signal)();
  for (const task of newest.items) {
    const isOurs = task.taskDefinition === revision && Number(task.createdAt ?? 0) >= begin;
    if (!isOurs) continue;
    if (!stopped.has(task.arn)) {
      const message = `Task ${task.id} stopped: ${task.stoppedReason ?? task.stopCode ?? 'no reason given'}`;
      run.report({ phase: 'deploy.stopped', message, log: message });
    }
    stopped.set(task.arn, task);
  }
}

async function areHealthy(session: Session, targetGroup: string, count: number, run: Run): Promise<boolean> {
  const targets = await describeTargetHealth(session, targetGroup, run.signal);
  const healthy = targets.filter(({ state }) => state === 'healthy').length;
  if (healthy >= count) return true;
  const message = `${healthy} of ${count} ${count === 1 ? 'target is' : 'targets are'} healthy`;
  run.report({ phase: 'deploy.targets', message, done: healthy, total: count, unit: 'tasks' });
  return false;
}

/** Somebody else began a deployment after ours, and ours was given up for it. */
function isReplaced(now: Service, then: Service): boolean {
  const [current, ours] = [primaryOf(now), primaryOf(then)];
  return Number(current?.createdAt ?? 0) > Number(ours?.createdAt ?? 0) && current?.rolloutState !== 'FAILED';
}

interface Outcome {
  readonly last: Service;
  readonly tasks: readonly Task[];
  readonly timedOut: boolean;
  readonly failed: Deployment | undefined;
}

async function failure(
  session: Session,
  { spec, targetGroup, service }: Watched,
  { last, tasks, timedOut, failed }: Outcome,
  signal: AbortSignal,
): Promise<UserFacingError> {
  const [targets, lines] = await Promise.all([
    describeTargetHealth(session, targetGroup, signal),
    lastWords(session, spec, tasks, signal),
  ]);
  const rolloutReason = failed?.rolloutReason ?? primaryOf(last)?.rolloutReason;
  const { because, mend } = explainFailure({ spec, tasks, targets, lines, rolloutReason });
  const isBack = last.taskDefinition !== service.taskDefinition;
  const after = isBack ? ` The service was rolled back to ${revisionOf(last.taskDefinition)}.` : '';
  return timedOut
    ? new UserFacingError({
        code: 'deployment-timeout',
        message: `The deployment of ${spec.name} did not finish in ${mostForDeployment / 60_000} minutes, because ${because}.`,
        action: { says: mend },
      })
    : new UserFacingError({
        code: 'deployment-failed',
        message: `The deployment of ${spec.name} failed, because ${because}.${after}`,
        action: { says: mend },
        cause: lines.length > 0 ? new Error(lines.join('\n')) : undefined,
      });
}

/** What the failed container of the newest task wrote last; of an earlier one where that has not arrived yet. */
async function lastWords(
  session: Session,
  spec: ServiceSpec,
  tasks: readonly Task[],
  signal: AbortSignal,
): Promise<string[]> {
  const failed = tasks.filter((task) => failedContainer(task)).slice(0, 3);
  for (const task of failed) {
    const stream = `${spec.name}/${failedContainer(task)?.name}/${task.id}`;
    const lines = await lastLogLines(session, namesFor(spec).logGroup, stream, 20, signal);
    if (lines.some((line) => line.trim())) return lines;
  }
  return [];
}

function revisionOf(taskDefinition: string): string {
  return taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1);
}

function gone(spec: ServiceSpec): UserFacingError {
  return new UserFacingError({
    code: 'deployment-replaced',
    message: `The service ${spec.name} was deleted while it was being deployed.`,
    action: { says: 'Deploy again.' },
  });
}

function replaced(spec: ServiceSpec): UserFacingError {
  return new UserFacingError({
    code: 'deployment-replaced',
    message: `Another deployment of ${spec.name} began before this one was done.`,
    action: { says: 'Wait for it, and deploy again where it is not what you want.' },
  });
}
