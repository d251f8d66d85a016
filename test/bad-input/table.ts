// What can be wrong around a command, and what a person must see then: one table for the terminal and for the editor.
import { createHash } from 'node:crypto';

type Command = 'build' | 'push' | 'scan' | 'deploy' | 'destroy';

export interface BadInput {
  readonly situation: string;
  readonly command: Command;
  /** The folder that the command is about; keys are paths. */
  readonly files: (place: Place) => Readonly<Record<string, string>>;
  /** An image of these files is built and pushed before, with nothing wrong. */
  readonly pushedBefore?: (place: Place) => Readonly<Record<string, string>>;
  /** What the environment says otherwise than the testbed's; undefined takes a variable away. */
  readonly environment?: (place: Place) => Readonly<Record<string, string | undefined>>;
  readonly profile?: string;
  /** An account in which something is so from the start; an ordinary one unless given. */
  readonly account?: keyof typeof accounts;
  /** The engine goes away while this word is being printed by a step of the build. */
  readonly engineStopsAt?: string;
  readonly sees: Seen;
  /** Where the editor does something else than refuse: what is different there. */
  readonly editor?: Partial<Seen> | { readonly offers: RegExp };
  /** Kinds of things that may remain of it, which are those that were made before; nothing unless given. */
  readonly remains?: Readonly<Record<string, number>>;
}

export interface Seen {
  readonly code: string;
  readonly sentence: RegExp;
  readonly action: RegExp;
  /** The file to look at and its line, 1-based. */
  readonly at?: { readonly file: string; readonly line: number };
}

export interface Place {
  /** Absolute path. */
  readonly folder: string;
  /** Of the service, and of this run of the row alone. */
  readonly name: string;
}

/** Ids of accounts of the emulator, which makes one for every access key of twelve digits. */
export const accounts = {
  ordinary: '777000000091',
  /** Its default VPC is deleted. */
  withoutVpc: '777000000092',
  /** AWS says of its credentials that they have expired. */
  expired: '777000000093',
} as const;

const spec = ({ name }: Place, more = '') => `name: ${name}\nport: 3000\n${more}`;
const service = (more = '') => {
  return (place: Place) => ({
    'quayside.yaml': spec(place, more),
    Dockerfile: 'FROM scratch\nCOPY app /app\nCMD ["/app"]\n',
    app: 'app',
  });
};

const awsVariables = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'];
/** No keys in the environment: what the configuration of the folder says is all there is. */
const configurationOf = ({ folder }: Place) => ({
  ...Object.fromEntries(awsVariables.map((name) => [name, undefined])),
  HOME: folder,
  AWS_CONFIG_FILE: `${folder}/.aws/config`,
  AWS_SHARED_CREDENTIALS_FILE: `${folder}/.aws/credentials`,
});

const signIn = `[sso-session work]
sso_region = us-east-1
sso_start_url = https://127.0.0.1/start
sso_registration_scopes = sso:account:access

[profile dev]
region = us-east-1
sso_session = work
sso_account_id = ${accounts.ordinary}
sso_role_name = Developer
`;
const signedInLongAgo = JSON.stringify({ accessToken: 'token', expiresAt: '2020-01-01T00:00:00Z' });

const noEngine: Seen = {
  code: 'no-engine',
  sentence:
    /^No container engine answers at unix:\/\/\S+\/no\.sock, which DOCKER_HOST names \(there is no such socket\)\.$/,
  action: /^Start that engine, or change DOCKER_HOST, and try again\.$/,
};
const toNowhere = ({ folder }: Place) => ({ DOCKER_HOST: `unix://${folder}/no.sock` });

export const table: readonly BadInput[] = [
  {
    situation: 'build without an engine',
    command: 'build',
    files: service(),
    environment: toNowhere,
    sees: noEngine,
  },
  { situation: 'push without an engine', command: 'push', files: service(), environment: toNowhere, sees: noEngine },
  {
    situation: 'an engine that is stopped in the middle of a build',
    command: 'build',
    files: (place) => ({
      'quayside.yaml': spec(place),
      Dockerfile: `FROM debian:bookworm-slim\nRUN echo ${place.name} && echo half''way && sleep 60\n`,
    }),
    engineStopsAt: 'halfway',
    sees: {
      code: 'engine-lost',
      sentence: /^The engine at unix:\/\/\S+ went away while building the image\.$/,
      action: /^Start the engine and try again; what it had finished is reused\.$/,
    },
  },
  {
    situation: 'no credentials',
    command: 'deploy',
    files: service(),
    environment: configurationOf,
    sees: {
      code: 'no-credentials',
      sentence: /^No AWS credentials were found\.$/,
      action: /^Choose a profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\./,
    },
  },
  {
    situation: 'keys that have expired',
    command: 'deploy',
    files: service(),
    account: 'expired',
    sees: {
      code: 'expired-credentials',
      sentence: /^The AWS credentials have expired\.$/,
      action: /^Sign in again \(with single sign-on: "aws sso login"\), or choose another profile\./,
    },
  },
  {
    situation: 'a single sign-on that has expired',
    command: 'deploy',
    files: (place) => ({
      ...service()(place),
      '.aws/config': signIn,
      [`.aws/sso/cache/${createHash('sha1').update('work').digest('hex')}.json`]: signedInLongAgo,
    }),
    environment: configurationOf,
    profile: 'dev',
    sees: {
      code: 'expired-credentials',
      sentence: /^The AWS credentials of the profile "dev" have expired\.$/,
      action: /^Run "aws sso login --profile dev" and try again\./,
    },
  },
  {
    situation: 'a profile that there is not',
    command: 'deploy',
    files: (place) => ({
      ...service()(place),
      '.aws/config': '[profile dev]\nregion = us-east-1\n\n[profile live]\nregion = us-east-1\n',
    }),
    environment: configurationOf,
    profile: 'nobody',
    sees: {
      code: 'unknown-profile',
      sentence: /^There is no AWS profile "nobody"; the profiles here are dev, live\.$/,
      action: /^Choose one of these profiles\./,
    },
  },
  {
    situation: 'an account without a default VPC',
    command: 'deploy',
    files: service(),
    pushedBefore: service(),
    account: 'withoutVpc',
    sees: {
      code: 'no-default-vpc',
      sentence: /^There is no default VPC in us-east-1, and a deployment needs one\.$/,
      action: /^Run "aws ec2 create-default-vpc --region us-east-1", or choose another region\./,
    },
    remains: { repositories: 1 },
  },
  {
    situation: 'a repository name that no repository can have',
    command: 'push',
    files: service('repository: Shop/Web\n'),
    sees: {
      code: 'invalid-spec',
      sentence: /^`repository` cannot be "Shop\/Web": it has to be a repository name: 2 to 256 lower-case letters/,
      action: /^Correct line 3 of quayside\.yaml and try again\.$/,
      at: { file: 'quayside.yaml', line: 3 },
    },
  },
  {
    situation: 'a repository name that ECR refuses',
    command: 'push',
    files: (place) => service(`repository: ${place.name}__web\n`)(place),
    pushedBefore: service(),
    sees: {
      code: 'invalid-repository-name',
      sentence: /^ECR does not take “\S+__web” as the name of a repository\.$/,
      action: /^Change "repository" \(or "name"\) in quayside\.yaml\.$/,
    },
    remains: { repositories: 1 },
  },
  {
    situation: 'an image of another platform than the task’s',
    command: 'deploy',
    files: service('architecture: x86_64\n'),
    pushedBefore: service('architecture: arm64\n'),
    sees: {
      code: 'wrong-platform',
      sentence: /^The image \S+@sha256:\w+ is built for linux\/arm64, and the task runs on linux\/amd64\.$/,
      action: /^Build it for linux\/amd64 and push it again, or set "architecture: arm64" in quayside\.yaml\.$/,
    },
    remains: { repositories: 1 },
  },
  {
    situation: 'a Dockerfile that does not parse',
    command: 'build',
    files: (place) => ({ 'quayside.yaml': spec(place), Dockerfile: 'FROM scratch\n\nRUNN make\n' }),
    sees: {
      code: 'build-failed',
      sentence: /^The Dockerfile cannot be read: unknown instruction: RUNN/i,
      action: /^Correct line 3\.$/,
      at: { file: 'Dockerfile', line: 3 },
    },
  },
  {
    situation: 'no Dockerfile',
    command: 'build',
    files: (place) => ({ 'quayside.yaml': spec(place) }),
    sees: {
      code: 'no-dockerfile',
      sentence: /^There is no Dockerfile at \/\S+\/Dockerfile\.$/,
      action: /^Write one, or name another in quayside\.yaml under build\.dockerfile\.$/,
    },
  },
  {
    situation: 'a quayside.yaml with a wrong key',
    command: 'deploy',
    files: ({ name }) => ({ 'quayside.yaml': `name: ${name}\nprot: 3000\nport: 3000\n` }),
    sees: {
      code: 'invalid-spec',
      sentence: /^Unknown key `prot`; did you mean `port`\?$/,
      action: /^Correct line 2 of quayside\.yaml and try again\.$/,
      at: { file: 'quayside.yaml', line: 2 },
    },
  },
  {
    situation: 'a quayside.yaml with an impossible size',
    command: 'deploy',
    files: service('cpu: 256\nmemory: 8 GB\n'),
    sees: {
      code: 'invalid-spec',
      sentence:
        /^Fargate has no task with 256 CPU units and 8 GB; the nearest memory is 2048 \(2 GB\), or take cpu 1024/,
      action: /^Correct line 4 of quayside\.yaml and try again\.$/,
      at: { file: 'quayside.yaml', line: 4 },
    },
  },
  {
    situation: 'a quayside.yaml that is no YAML',
    command: 'deploy',
    files: (place) => ({ 'quayside.yaml': spec(place, 'redis:\n\tmemory: 128\n') }),
    sees: {
      code: 'invalid-spec',
      sentence: /^The file is not valid YAML: /,
      action: /^Correct line \d of quayside\.yaml and try again\./,
      at: { file: 'quayside.yaml', line: 4 },
    },
  },
  {
    situation: 'no quayside.yaml',
    command: 'destroy',
    files: () => ({ Dockerfile: 'FROM scratch\n' }),
    sees: {
      code: 'no-spec',
      sentence: /^There is no quayside\.yaml in /,
      action: /^Name the folder that holds it, or write one: /,
    },
    editor: { action: /^Open the folder that the service was deployed from\.$/ },
  },
  {
    situation: 'nothing built',
    command: 'push',
    files: service(),
    sees: {
      code: 'no-image',
      sentence: /^The engine has no image \S+:latest\.$/,
      action: /^Build it first\./,
    },
    editor: { offers: /has not been built yet/ },
  },
  {
    situation: 'nothing pushed',
    command: 'deploy',
    files: service(),
    sees: {
      code: 'nothing-pushed',
      sentence: /^No image has been pushed: the repository "\S+" does not exist yet\.$/,
      action: /^Run "quayside push" first\.$/,
    },
    editor: { offers: /There is no image of \S+ in ECR yet/ },
  },
  {
    situation: 'a scan where nothing was pushed',
    command: 'scan',
    files: service(),
    sees: {
      code: 'nothing-pushed',
      sentence: /^No image has been pushed: the repository "\S+" does not exist yet\.$/,
      action: /^Run "quayside push" first\.$/,
    },
    // It is called on an image there, here on one that is not.
    editor: {
      code: 'no-image',
      sentence: /^There is no image 0{12} in the repository "\S+"\.$/,
      action: /^Push the image first\.$/,
    },
  },
];
