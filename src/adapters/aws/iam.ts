/** The roles that tasks run under. */
import type { Tags } from '../../core/fargate/account.ts';
import type { Role } from '../../core/fargate/observed.ts';
import { orWhen } from './absence.ts';
import { call, refusalText, refusedWith } from './errors.ts';
import { everyItem, pages } from './paging.ts';
import type { Session } from './session.ts';

const sdk = async () => (await import('./sdk/clients.ts')).iam;

const tasksMayTakeIt = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

export async function findRole(session: Session, name: string, signal?: AbortSignal): Promise<Role | undefined> {
  const { GetRoleCommand } = await sdk();
  const answer = await call(session, `look for the role "${name}"`, signal, async (options) =>
    (await session.iam()).send(new GetRoleCommand({ RoleName: name }), options),
  ).catch(orWhen(undefined, 'NoSuchEntityException', 'NoSuchEntity'));
  const role = answer?.Role;
  if (!role) return undefined;
  return {
    name,
    arn: role.Arn ?? '',
    trustsTasks: decodeURIComponent(role.AssumeRolePolicyDocument ?? '').includes('ecs-tasks.amazonaws.com'),
    policies: await attachedPolicies(session, name, signal),
    tags: Object.fromEntries((role.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
  };
}

async function attachedPolicies(session: Session, name: string, signal: AbortSignal | undefined): Promise<string[]> {
  const { ListAttachedRolePoliciesCommand } = await sdk();
  return everyItem(
    pages(async (token) => {
      const answer = await call(session, `list the policies of "${name}"`, signal, async (options) =>
        (await session.iam()).send(
          new ListAttachedRolePoliciesCommand({ RoleName: name, ...(token ? { Marker: token } : {}) }),
          options,
        ),
      ).catch(orWhen(undefined, 'NoSuchEntityException', 'NoSuchEntity'));
      const items = (answer?.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []);
      return { items, token: answer?.IsTruncated ? answer.Marker : undefined };
    }),
  );
}

/** A role that ECS tasks may take; one that is there already stays as it is. */
export async function createTaskRole(
  session: Session,
  wish: { readonly name: string; readonly description: string },
  tags: Tags,
  signal?: AbortSignal,
): Promise<void> {
  const { CreateRoleCommand } = await sdk();
  await call(session, `create the role "${wish.name}"`, signal, async (options) =>
    (await session.iam()).send(
      new CreateRoleCommand({
        RoleName: wish.name,
        Description: wish.description,
        AssumeRolePolicyDocument: tasksMayTakeIt,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
      options,
    ),
  ).catch(orWhen(undefined, 'EntityAlreadyExistsException', 'EntityAlreadyExists'));
}

export async function trustTasks(session: Session, name: string, signal?: AbortSignal): Promise<void> {
  const { UpdateAssumeRolePolicyCommand } = await sdk();
  await call(session, `let tasks take the role "${name}"`, signal, async (options) =>
    (await session.iam()).send(
      new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: tasksMayTakeIt }),
      options,
    ),
  );
}

export async function attachPolicy(
  session: Session,
  role: string,
  policyArn: string,
  signal?: AbortSignal,
): Promise<void> {
  const { AttachRolePolicyCommand } = await sdk();
  await call(session, `attach a policy to the role "${role}"`, signal, async (options) =>
    (await session.iam()).send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: policyArn }), options),
  );
}

/** Detaches its managed policies, deletes its own, and then itself. */
export async function deleteRole(session: Session, name: string, signal?: AbortSignal): Promise<void> {
  const { DeleteRoleCommand, DeleteRolePolicyCommand, DetachRolePolicyCommand, ListRolePoliciesCommand } = await sdk();
  const gone = orWhen(undefined, 'NoSuchEntityException', 'NoSuchEntity');
  const iam = await session.iam();
  for (const policy of await attachedPolicies(session, name, signal)) {
    await call(session, `detach a policy from "${name}"`, signal, (options) =>
      iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn: policy }), options),
    ).catch(gone);
  }
  const inline = await call(session, `list the policies of "${name}"`, signal, (options) =>
    iam.send(new ListRolePoliciesCommand({ RoleName: name }), options),
  ).catch(gone);
  for (const policy of inline?.PolicyNames ?? []) {
    await call(session, `delete a policy of "${name}"`, signal, (options) =>
      iam.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName: policy }), options),
    ).catch(gone);
  }
  await call(session, `delete the role "${name}"`, signal, (options) =>
    iam.send(new DeleteRoleCommand({ RoleName: name }), options),
  ).catch(gone);
}

/** Whether ECS may act in this account; undefined where the credentials may not ask. */
export async function hasEcsLinkedRole(session: Session, signal?: AbortSignal): Promise<boolean | undefined> {
  const { ListRolesCommand } = await sdk();
  try {
    const { Roles = [] } = await call(session, 'look for the role of ECS itself', signal, async (options) =>
      (await session.iam()).send(new ListRolesCommand({ PathPrefix: '/aws-service-role/ecs.amazonaws.com/' }), options),
    );
    return Roles.length > 0;
  } catch (error) {
    if (refusedWith(error, 'AccessDenied', 'AccessDeniedException')) return undefined;
    throw error;
  }
}

export async function createEcsLinkedRole(session: Session, signal?: AbortSignal): Promise<void> {
  const { CreateServiceLinkedRoleCommand } = await sdk();
  await call(session, 'let ECS act in this account', signal, async (options) =>
    (await session.iam()).send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' }), options),
  ).catch((error: unknown) => {
    if (!/has been taken|already exists/i.test(refusalText(error))) throw error;
  });
}
