/**
 * Everything that talks to Docker or AWS, in one bundle. It is loaded with `await import('./cloud.ts')` the first
 * time that a command or a view needs it, so that opening a Dockerfile never pays for it.
 */
export { ecrRegistry } from './adapters/aws/ecr.ts';
export { ecrScanner } from './adapters/aws/ecr-scan.ts';
export { listClusters, listServices, listTasks } from './adapters/aws/ecs.ts';
export {
  describeTargetGroups,
  describeTargetHealth,
  listListeners,
  listLoadBalancers,
  listRules,
} from './adapters/aws/elb.ts';
export { profiles } from './adapters/aws/profiles.ts';
export { openSession } from './adapters/aws/session.ts';
export { findEngine } from './adapters/docker/engine.ts';
export { readProject } from './adapters/project.ts';
export { parseSpec } from './core/fargate/spec-file.ts';
export { build, buildInputOf } from './workflows/build.ts';
export { lastPushedImage } from './workflows/deploy/image.ts';
export { deploy } from './workflows/deploy.ts';
export { destroy, inventory } from './workflows/destroy.ts';
export { layersOf } from './workflows/layers.ts';
export { pinPackages } from './workflows/pin-packages.ts';
export { plan } from './workflows/plan.ts';
export { prove } from './workflows/prove.ts';
export { push } from './workflows/push.ts';
export { resolveDigest } from './workflows/resolve-digest.ts';
export { lastScan, scan } from './workflows/scan.ts';
