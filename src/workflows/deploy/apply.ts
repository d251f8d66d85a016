/** Carries out a plan. Every step can be repeated: what another attempt has made already is taken as it is. */
import { allowIngress, createSecurityGroup, revokeIngress } from '../../adapters/aws/ec2.ts';
import { createCluster, isRoleTooYoung, registerTaskDefinition } from '../../adapters/aws/ecs-changes.ts';
import { createTargetGroup, modifyTargetGroup, setDeregistrationDelay } from '../../adapters/aws/elb-changes.ts';
import { attachPolicy, createEcsLinkedRole, createTaskRole, trustTasks } from '../../adapters/aws/iam.ts';
import { createLogGroup, setRetention } from '../../adapters/aws/logs.ts';
import type { Session } from '../../adapters/aws/session.ts';
import { isUserFacing } from '../../core/errors.ts';
import { namesFor, ownershipTags } from '../../core/fargate/names.ts';
import { type PlanStep, type StepId, unchangedRevision } from '../../core/fargate/plan.ts';
import { taskDefinitionFor } from '../../core/fargate/task-definition.ts';
import {
  admits,
  balancerIngress,
  deregistrationDelay,
  executionPolicy,
  ourRule,
  staleIngress,
  taskIngress,
} from '../../core/fargate/wishes.ts';
import type { PlannedDeployment } from '../plan.ts';
import type { Run } from '../run.ts';
import { despite } from '../waiting.ts';
import type { Applier, Applying, Made } from './applying.ts';
import { balancerStep, listenerStep, ruleStep } from './balancer.ts';
import { serviceStep } from './service.ts';

/** @returns what the service is made of, whether it was made now or before */
export async function apply(session: Session, planned: PlannedDeployment, run: Run): Promise<Made> {
  const { spec, observed, steps } = planned;
  const image = `${planned.image.uri}@${planned.image.digest}`;
  const applying: Applying = {
    session,
    spec,
    names: namesFor(spec),
    tags: ownershipTags(spec.name),
    observed,
    image,
    made: {
      balancerGroup: observed.balancerGroup?.id ?? '',
      taskGroup: observed.taskGroup?.id ?? '',
      targetGroup: observed.targetGroup?.arn ?? '',
      balancer: observed.balancer,
      listener: observed.listener?.arn ?? '',
      rule: ourRule(observed)?.arn,
      revision: unchangedRevision(spec, image, observed) ?? '',
      service: observed.service,
    },
    signal: run.signal,
  };
  const changing = steps.filter(({ change }) => change !== 'none');
  for (const [done, step] of changing.entries()) {
    const verb = step.change === 'create' ? 'Creating' : 'Updating';
    const message = `${verb} the ${step.resource} ${step.name}`;
    run.report({ phase: `deploy.${step.id}`, message, done, total: changing.length, unit: 'resources', log: message });
    await appliers[step.id](applying, step);
  }
  if (changing.length > 0) {
    const message = `Applied ${changing.length} ${changing.length === 1 ? 'change' : 'changes'}`;
    run.report({ phase: 'deploy.applied', message, done: changing.length, total: changing.length, unit: 'resources' });
  }
  return applying.made;
}

/** An earlier port stays open until the tasks that listen on it are gone. */
export async function closeOldPorts(
  session: Session,
  { spec, observed }: PlannedDeployment,
  made: Made,
  signal: AbortSignal,
): Promise<void> {
  const stale = observed.taskGroup ? staleIngress(observed.taskGroup, taskIngress(spec, made.balancerGroup)) : [];
  for (const ingress of stale) await revokeIngress(session, made.taskGroup, ingress, signal);
}

const appliers: Readonly<Record<StepId, Applier>> = {
  'service-linked-role': ({ session, signal }) => createEcsLinkedRole(session, signal),

  'log-group': async ({ session, spec, names, tags, signal }, { change }) => {
    if (change === 'create') await createLogGroup(session, names.logGroup, tags, signal);
    await setRetention(session, names.logGroup, spec.logs.retention, signal);
  },

  'execution-role': async (applying, step) => {
    const { session, names, observed, signal } = applying;
    const description = `Lets ECS pull the image of ${names.service} and write its logs.`;
    await roleStep(applying, step, names.executionRole, description);
    await despiteMissingRole(applying, () =>
      attachPolicy(session, names.executionRole, executionPolicy(observed.account.partition), signal),
    );
  },

  'task-role': (applying, step) =>
    roleStep(applying, step, applying.names.taskRole, `What ${applying.names.service} may do in AWS.`),

  'balancer-group': async (applying) => {
    const { session, names, made, signal } = applying;
    const group = await groupStep(applying, names.balancerGroup, `The load balancer of ${names.service}`);
    made.balancerGroup = group.id;
    if (!admits(group, balancerIngress())) await allowIngress(session, group.id, balancerIngress(), signal);
  },

  'task-group': async (applying) => {
    const { session, spec, names, made, signal } = applying;
    const group = await groupStep(applying, names.taskGroup, `The tasks of ${names.service}`);
    made.taskGroup = group.id;
    const wanted = taskIngress(spec, made.balancerGroup);
    if (!admits(group, wanted)) await allowIngress(session, group.id, wanted, signal);
  },

  'target-group': async ({ session, spec, names, tags, observed, made, signal }, { change }) => {
    if (change === 'create') {
      const wish = {
        name: names.targetGroup,
        vpc: observed.network.vpc,
        port: spec.port,
        healthCheck: spec.healthCheck,
      };
      made.targetGroup = (await createTargetGroup(session, wish, tags, signal)).arn;
    } else {
      await modifyTargetGroup(session, made.targetGroup, spec.healthCheck, signal);
    }
    await setDeregistrationDelay(session, made.targetGroup, deregistrationDelay, signal);
  },

  balancer: balancerStep,
  listener: listenerStep,
  rule: ruleStep,

  cluster: async ({ session, names, tags, signal }) => {
    await createCluster(session, names.cluster, tags, signal);
  },

  'task-definition': async ({ session, spec, image, observed, made, signal }) => {
    const definition = taskDefinitionFor(spec, image, observed.account);
    made.revision = await despite(isRoleTooYoung, { most: 60_000, signal }, () =>
      registerTaskDefinition(session, definition, signal),
    );
  },

  service: serviceStep,
};

async function roleStep(
  { session, tags, observed, signal }: Applying,
  { id, change }: PlanStep,
  name: string,
  description: string,
): Promise<void> {
  const found = id === 'task-role' ? observed.taskRole : observed.executionRole;
  if (change === 'create') await createTaskRole(session, { name, description }, tags, signal);
  else if (!found?.trustsTasks) await trustTasks(session, name, signal);
}

/** IAM tells all its parts of a new role in its own time. */
function despiteMissingRole<T>({ signal }: Applying, attempt: () => Promise<T>): Promise<T> {
  const isTooYoung = (error: unknown): boolean =>
    isUserFacing(error) && error.cause instanceof Error && /^NoSuchEntity/.test(error.cause.name);
  return despite(isTooYoung, { most: 30_000, signal }, attempt);
}

async function groupStep({ session, tags, observed, names, signal }: Applying, name: string, description: string) {
  const found = name === names.taskGroup ? observed.taskGroup : observed.balancerGroup;
  return found ?? createSecurityGroup(session, { name, vpc: observed.network.vpc, description }, tags, signal);
}
