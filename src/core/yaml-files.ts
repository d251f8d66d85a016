/** What needs a reader of YAML, in a bundle of its own: who has no such file never pays for it. */
export { buildPlaceOf, serviceOfImageIn } from './fargate/build-place.ts';
export { decodeConfigurationFile, ignoreInConfiguration } from './lint/configuration-file.ts';
