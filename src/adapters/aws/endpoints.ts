/**
 * The SDK reads `endpoint_url` from AWS_PROFILE's section alone, never from that of a profile chosen in
 * code. So the rules of the shared configuration are followed here for chosen profiles.
 */
import type { SharedConfigFiles } from '@smithy/core/config';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The endpoint that the environment or the profile sets for a service.
 * @param serviceId the SDK's own id, such as `ECR` or `Elastic Load Balancing v2`
 * @returns a URL, or undefined where AWS's own endpoint holds
 */
export function configuredEndpoint(
  serviceId: string,
  profile: string,
  files: SharedConfigFiles,
  environment: Environment,
): string | undefined {
  const settings = { ...files.configFile[profile], ...files.credentialsFile[profile] };
  const ignored = environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? settings.ignore_configured_endpoint_urls;
  if (ignored?.toLowerCase() === 'true') return undefined;
  const words = serviceId.split(' ');
  const ofService = settings.services ? files.configFile[`services.${settings.services}`] : undefined;
  return (
    environment[`AWS_ENDPOINT_URL_${words.join('_').toUpperCase()}`] ||
    environment.AWS_ENDPOINT_URL ||
    ofService?.[`${words.join('_').toLowerCase()}.endpoint_url`] ||
    settings.endpoint_url ||
    undefined
  );
}
