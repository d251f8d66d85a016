/** The load balancer, its listener and our rule on it: the way from the internet to the tasks. */

import { findLoadBalancer, listListeners, listRules } from '../../adapters/aws/elb.ts';
import {
  createListener,
  createLoadBalancer,
  createRule,
  modifyRule,
  resetListener,
  setBalancerNetwork,
} from '../../adapters/aws/elb-changes.ts';
import { refusedWith } from '../../adapters/aws/errors.ts';
import { everyItem } from '../../adapters/aws/paging.ts';
import { UserFacingError } from '../../core/errors.ts';
import type { LoadBalancer } from '../../core/fargate/account.ts';
import { freePriority, listenerPort, ourRule } from '../../core/fargate/wishes.ts';
import { untilAnswered } from '../waiting.ts';
import type { Applier, Applying } from './applying.ts';

/** AWS takes two or three minutes to make one. */
const mostForBalancer = 10 * 60_000;

export const balancerStep: Applier = async (applying, { change }) => {
  const { session, names, tags, observed, made, signal } = applying;
  const wish = {
    name: names.balancer,
    subnets: observed.network.subnets.map(({ id }) => id),
    securityGroup: made.balancerGroup,
  };
  if (change === 'create') made.balancer = await createLoadBalancer(session, wish, tags, signal);
  else await setBalancerNetwork(session, requireBalancer(applying).arn, wish, signal);
};

export const listenerStep: Applier = async (applying, { change }) => {
  const { session, tags, made, signal } = applying;
  if (change === 'update') return resetListener(session, made.listener, signal);
  const { arn } = await activeBalancer(applying);
  try {
    made.listener = (await createListener(session, arn, listenerPort, tags, signal)).arn;
  } catch (error) {
    // Another attempt was faster.
    const listeners = refusedWith(error, 'DuplicateListenerException', 'DuplicateListener')
      ? await everyItem(listListeners(session, arn, signal))
      : [];
    const found = listeners.find(({ port }) => port === listenerPort);
    if (!found) throw error;
    made.listener = found.arn;
  }
};

export const ruleStep: Applier = async ({ session, spec, tags, made, signal }, { change }) => {
  if (change === 'update' && made.rule) return modifyRule(session, made.rule, spec.path, signal);
  const wish = { listenerArn: made.listener, path: spec.path, targetGroupArn: made.targetGroup };
  for (let tries = 1; ; tries++) {
    const rules = await everyItem(listRules(session, made.listener, signal));
    const found = ourRule({ rules, targetGroup: { arn: made.targetGroup } });
    if (found) {
      made.rule = found.arn;
      return modifyRule(session, found.arn, spec.path, signal);
    }
    try {
      made.rule = (await createRule(session, { ...wish, priority: freePriority(rules) }, tags, signal)).arn;
      return;
    } catch (error) {
      // Somebody took the priority between the two requests.
      if (tries === 5 || !refusedWith(error, 'PriorityInUseException', 'PriorityInUse')) throw error;
    }
  }
};

/** Waits while AWS still makes it: a listener on it would be refused. */
async function activeBalancer(applying: Applying): Promise<LoadBalancer> {
  const { session, names, made, signal } = applying;
  const ready = await untilAnswered(
    async () => {
      const found = await findLoadBalancer(session, names.balancer, signal);
      return found && found.state !== 'provisioning' ? found : undefined;
    },
    { most: mostForBalancer, signal },
  );
  if (!ready || ready.state === 'failed') throw notReady(names.balancer, ready ? 'failed' : 'still in the making');
  made.balancer = ready;
  return ready;
}

function requireBalancer({ made, names }: Applying): LoadBalancer {
  if (!made.balancer) throw notReady(names.balancer, 'gone');
  return made.balancer;
}

function notReady(name: string, state: string): UserFacingError {
  return new UserFacingError({
    code: 'balancer-not-ready',
    message: `The load balancer "${name}" is ${state}.`,
    action: {
      says: state === 'failed' ? 'Destroy the deployment and deploy it anew.' : 'Deploy again in a few minutes.',
    },
  });
}
