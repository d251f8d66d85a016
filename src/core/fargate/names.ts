/** The names that everything made for a service bears, within AWS's limits; and the tags that say whose it is. */
import type { Tags } from './account.ts';
import type { ServiceSpec } from './spec.ts';

const managedByTag = 'quayside:managed-by';
const serviceTag = 'quayside:service';

/** The two tags on every resource that is made for a service. */
export function ownershipTags(service: string): Tags {
  return { [managedByTag]: 'quayside', [serviceTag]: service };
}

export function isManaged(tags: Tags): boolean {
  return tags[managedByTag] === 'quayside';
}

export function isOwned(tags: Tags, service: string): boolean {
  return isManaged(tags) && tags[serviceTag] === service;
}

export interface Names {
  readonly service: string;
  readonly cluster: string;
  readonly repository: string;
  /** Family of the task definitions. */
  readonly family: string;
  readonly container: string;
  readonly redisContainer: string;
  readonly logGroup: string;
  readonly executionRole: string;
  readonly taskRole: string;
  readonly balancer: string;
  readonly targetGroup: string;
  /** Security group of the load balancer. */
  readonly balancerGroup: string;
  /** Security group of the tasks. */
  readonly taskGroup: string;
}

export function namesFor(spec: Pick<ServiceSpec, 'name' | 'cluster' | 'repository'>): Names {
  const prefixed = `quayside-${spec.name}`;
  return {
    service: spec.name,
    cluster: spec.cluster ?? spec.name,
    repository: spec.repository ?? spec.name,
    family: spec.name,
    container: 'app',
    redisContainer: 'redis',
    logGroup: `/quayside/${spec.name}`,
    executionRole: shorten(`${prefixed}-execution`, 64),
    taskRole: shorten(`${prefixed}-task`, 64),
    balancer: shorten(prefixed, 32),
    targetGroup: shorten(prefixed, 32),
    balancerGroup: `${prefixed}-alb`,
    taskGroup: `${prefixed}-task`,
  };
}

/** A name cut to a length; what was cut away lives on as a hash, so that two long names stay two. */
export function shorten(name: string, length: number): string {
  if (name.length <= length) return name;
  const mark = fingerprint(name);
  return `${name.slice(0, length - mark.length - 1).replace(/-+$/, '')}-${mark}`;
}

/** Seven letters and digits that stand for a text (FNV-1a, 32 bits); no protection against intent. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, '0');
}
