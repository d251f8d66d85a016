/** Whether a variable holds a secret by its name. */
export function isSecretName(name: string): boolean {
  return telling.test(name) || wellKnown.has(name.toUpperCase());
}

const telling = /api_key|client_key|password|private|secret|token|username/i;

/** Names that do not tell by themselves what they hold. */
const wellKnown = new Set([
  'APPLICATION_KEY',
  'AWS_ACCESS_KEY_ID',
  'CI_DEPLOY_USER',
  'DOCKER_EMAIL',
  'FACEBOOK_APP_ID',
  'HEROKU_API_USER',
  'OKTA_AUTHN_GROUPID',
  'OKTA_CLIENT_ORGURL',
  'OKTA_OAUTH2_CLIENTID',
  'STRIPE_DEVICE_NAME',
  'TRAVIS_OS_NAME',
  'TRAVIS_SECURE_ENV_VARS',
  'TRAVIS_SUDO',
]);
