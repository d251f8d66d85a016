/** The service itself: made once under its name, whatever was in the way waited for. */
import { describeServices } from '../../adapters/aws/ecs.ts';
import {
  createService,
  isRoleTooYoung,
  isServiceThere,
  type ServiceWish,
  updateService,
} from '../../adapters/aws/ecs-changes.ts';
import { UserFacingError } from '../../core/errors.ts';
import type { Service } from '../../core/fargate/account.ts';
import { fingerprint, isOwned } from '../../core/fargate/names.ts';
import { despite, untilAnswered } from '../waiting.ts';
import type { Applier, Applying } from './applying.ts';

/** Connections of the old tasks drain, and each has half a minute to stop. */
const mostForDraining = 10 * 60_000;

export const serviceStep: Applier = async (applying, { change, details }) => {
  const { session, made, signal } = applying;
  const wish = wishOf(applying);
  if (change === 'update') {
    // Without a difference it is the failed deployment that is tried again.
    made.service = await updateService(session, wish, { restart: details.length === 0 }, signal);
    return;
  }
  made.service = await despite(isServiceThere, { most: mostForDraining, signal }, () => createOrAdopt(applying, wish));
};

async function createOrAdopt(applying: Applying, wish: ServiceWish): Promise<Service> {
  const { session, tags, signal } = applying;
  const before = await settled(applying, wish);
  if (before?.status === 'ACTIVE' && isOwned(before.tags, applying.spec.name)) {
    return updateService(session, wish, { restart: false }, signal);
  }
  const token = tokenFor(wish, before);
  return despite(isRoleTooYoung, { most: 60_000, signal }, () => createService(session, wish, { tags, token }, signal));
}

/** The service that has the name, once it is not draining any more. */
async function settled({ session, signal }: Applying, { cluster, name }: ServiceWish): Promise<Service | undefined> {
  const answer = await untilAnswered(
    async () => {
      const [found] = await describeServices(session, cluster, [name], signal);
      return found?.status === 'DRAINING' ? undefined : { found };
    },
    { most: mostForDraining, signal },
  );
  if (!answer) throw stillDraining(name);
  return answer.found;
}

/** At most 36 characters: the same for a repeated request, another one for a service that is made anew after a deletion. */
function tokenFor({ cluster, name, taskDefinition }: ServiceWish, before: Service | undefined): string {
  const earlier = before?.createdAt?.toISOString() ?? '';
  return [cluster, name, taskDefinition, earlier].map(fingerprint).join('-');
}

function wishOf({ spec, names, made, observed }: Applying): ServiceWish {
  return {
    cluster: names.cluster,
    name: names.service,
    taskDefinition: made.revision,
    count: spec.count,
    target: { targetGroupArn: made.targetGroup, container: names.container, port: spec.port },
    network: {
      subnets: observed.network.subnets.map(({ id }) => id),
      securityGroups: [made.taskGroup],
      // The default VPC's subnets reach the registry over the internet gateway, which takes a public address.
      publicIp: true,
    },
    gracePeriod: spec.healthCheck.gracePeriod,
  };
}

function stillDraining(name: string): UserFacingError {
  return new UserFacingError({
    code: 'service-draining',
    message: `The service "${name}" that was deleted before is still stopping its tasks.`,
    action: { says: 'Deploy again in a few minutes.' },
  });
}
