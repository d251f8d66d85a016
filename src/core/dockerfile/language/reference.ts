/** What instructions, flags and options of mounts mean, in a sentence or two, with the place in Docker's reference. */

export interface Entry {
  readonly says: string;
  /** How it is written. */
  readonly syntax: string;
  /** On Docker's reference page. */
  readonly anchor: string;
}

export interface FlagEntry extends Entry {
  /** What may stand after `=`; empty where that is free. */
  readonly values: readonly string[];
  readonly repeatable: boolean;
}

export const referencePage = 'https://docs.docker.com/reference/dockerfile/';

export const instructionEntries: ReadonlyMap<string, Entry> = new Map(
  Object.entries({
    ADD: [
      'ADD [flags] source… target',
      'Copies files into the image, and fetches URLs and Git repositories and unpacks local archives. For plain files COPY says more clearly what happens.',
    ],
    ARG: [
      'ARG NAME[=default]',
      'Declares a variable for the build, to be given with `--build-arg`. It is gone when the image runs, and is no place for secrets. Before the first FROM it holds for the FROM lines; a stage takes it over with `ARG NAME`.',
    ],
    CMD: [
      'CMD ["program", "argument"]',
      'What a container runs where nothing else is asked for; arguments of the ENTRYPOINT where there is one. Only the last one counts.',
    ],
    COPY: [
      'COPY [flags] source… target',
      'Copies files of the build context, or with `--from` of a stage or an image, into the image.',
    ],
    ENTRYPOINT: [
      'ENTRYPOINT ["program", "argument"]',
      'The program that the container is: CMD and the arguments of `docker run` are appended to it. As a JSON array it gets signals itself.',
    ],
    ENV: [
      'ENV NAME=value …',
      'Sets variables for the instructions below, for stages built on this one, and for the running container.',
    ],
    EXPOSE: ['EXPOSE port[/tcp|udp] …', 'Tells on which ports the container listens. It opens none.'],
    FROM: [
      'FROM [--platform=…] image [AS name]',
      'Begins a stage, on an image, on an earlier stage or on `scratch`, which is empty. The last stage becomes the image.',
    ],
    HEALTHCHECK: [
      'HEALTHCHECK [flags] CMD command',
      'A command by which Docker learns whether the container works; `NONE` takes away the one of the base image. ECS looks at the one of the task definition only.',
    ],
    LABEL: ['LABEL name=value …', 'Writes facts about the image into it, such as its source and licence.'],
    MAINTAINER: ['MAINTAINER name', 'Names the author. Deprecated: use the label `org.opencontainers.image.authors`.'],
    ONBUILD: [
      'ONBUILD instruction',
      'Keeps an instruction for later: it runs when another image is built on this one.',
    ],
    RUN: ['RUN [flags] command', 'Runs a command while the image is built, and keeps what it changed as a layer.'],
    SHELL: [
      'SHELL ["program", "argument"]',
      'The shell for RUN, CMD and ENTRYPOINT that are no JSON array, from here on.',
    ],
    STOPSIGNAL: [
      'STOPSIGNAL signal',
      'The signal that asks the container to stop, by name or number; SIGTERM without it.',
    ],
    USER: ['USER user[:group]', 'Who runs the commands below and the container. By number it is known in every image.'],
    VOLUME: [
      'VOLUME path …',
      'Gives each container a volume of its own at this path. What the build writes there afterwards may be lost.',
    ],
    WORKDIR: ['WORKDIR path', 'The folder for the instructions below and for the container; made where it is missing.'],
  } satisfies Record<string, [string, string]>).map(([keyword, [syntax = '', says = '']]) => [
    keyword,
    { syntax, says, anchor: keyword.toLowerCase() },
  ]),
);

const owner = flag('--chown=user:group', 'Who owns the copies; root without it.', '---chown---chmod');
const mode = flag(
  '--chmod=755',
  'The permissions of the copies, as an octal number or as `u=rwX,go=rX`.',
  '---chown---chmod',
);
const exclude = flag(
  '--exclude=pattern',
  'Leaves out the files that the pattern fits. May be given several times.',
  '---exclude',
  [],
  true,
);
const link = flag(
  '--link',
  'Makes a layer that hangs on nothing below it, so that it stays cached when the base image changes.',
  '---link',
  ['true', 'false'],
);

export const flagEntries: Readonly<Record<string, Readonly<Record<string, FlagEntry>>>> = {
  ADD: anchored('add', {
    checksum: flag('--checksum=sha256:…', 'The build fails where what is fetched has another checksum.', '---checksum'),
    chmod: mode,
    chown: owner,
    exclude,
    'keep-git-dir': flag(
      '--keep-git-dir',
      'Keeps the `.git` folder of a repository that is fetched.',
      '---keep-git-dir',
      ['true', 'false'],
    ),
    link,
    unpack: flag('--unpack', 'Whether archives are unpacked, those that are fetched included.', '---unpack', [
      'true',
      'false',
    ]),
  }),
  COPY: anchored('copy', {
    chmod: mode,
    chown: owner,
    exclude,
    from: flag(
      '--from=stage',
      'Copies from a stage, an image or a named context in place of the build context.',
      '---from',
    ),
    link,
    parents: flag('--parents', 'Keeps the folders that the sources lie in.', '---parents', ['true', 'false']),
  }),
  FROM: anchored('from', {
    platform: flag(
      '--platform=linux/amd64',
      'Which variant of the image the stage is built on. Without it, that of the target.',
      '',
      ['$BUILDPLATFORM', '$TARGETPLATFORM', 'linux/amd64', 'linux/arm64'],
    ),
  }),
  HEALTHCHECK: anchored('healthcheck', {
    interval: flag('--interval=30s', 'The time between two checks; 30 seconds without it.', ''),
    retries: flag('--retries=3', 'How many checks in a row must fail; 3 without it.', ''),
    'start-interval': flag(
      '--start-interval=5s',
      'The time between two checks while the container starts; 5 seconds without it.',
      '',
    ),
    'start-period': flag(
      '--start-period=10s',
      'For so long after the start a failed check does not count; not at all without it.',
      '',
    ),
    timeout: flag('--timeout=5s', 'A check that takes longer has failed; 30 seconds without it.', ''),
  }),
  RUN: anchored('run', {
    device: flag(
      '--device=name',
      'Lets the command use a device of the builder, by its CDI name.',
      '---device',
      [],
      true,
    ),
    mount: flag(
      '--mount=type=cache,target=/path',
      'Gives the command files that do not become part of the image: a cache, a secret, a folder of the context or of a stage.',
      '---mount',
      [],
      true,
    ),
    network: flag('--network=none', 'The network of the command.', '---network', ['default', 'none', 'host']),
    security: flag(
      '--security=insecure',
      'Whether the command runs with more rights; the builder must allow it.',
      '---security',
      ['sandbox', 'insecure'],
    ),
  }),
};

/** Types of `RUN --mount`, and the options that go with each. */
export const mountTypes: ReadonlyMap<string, { readonly says: string; readonly options: readonly string[] }> = new Map([
  [
    'bind',
    {
      says: 'Shows files of the context, a stage or an image; read-only unless `rw` is given.',
      options: ['from', 'source', 'target', 'rw'],
    },
  ],
  [
    'cache',
    {
      says: 'A folder that stays between builds, for package managers and compilers.',
      options: ['id', 'target', 'sharing', 'from', 'source', 'mode', 'uid', 'gid', 'ro'],
    },
  ],
  ['tmpfs', { says: 'A folder in memory, gone after the command.', options: ['target', 'size'] }],
  [
    'secret',
    {
      says: 'A secret of the build as a file or a variable; it never becomes part of the image.',
      options: ['id', 'target', 'env', 'required', 'mode', 'uid', 'gid'],
    },
  ],
  [
    'ssh',
    {
      says: 'The SSH agent of whoever builds, through its socket.',
      options: ['id', 'target', 'required', 'mode', 'uid', 'gid'],
    },
  ],
]);

export const mountOptionMeanings: ReadonlyMap<string, string> = new Map([
  ['type', 'What kind of mount it is: bind, cache, tmpfs, secret or ssh. bind without it.'],
  ['from', 'The stage, image or named context that the files come from.'],
  ['source', 'The path in what the files come from; its root without it.'],
  ['target', 'Where the command finds it.'],
  ['id', 'Tells caches, secrets and agents apart.'],
  ['sharing', '`shared`: several builds write at once; `private`: each gets its own; `locked`: one after the other.'],
  ['mode', 'Permissions as an octal number.'],
  ['uid', 'The number of the user who owns it; 0 without it.'],
  ['gid', 'The number of the group that owns it; 0 without it.'],
  ['ro', 'The command cannot write there.'],
  ['rw', 'The command can write there; what it writes is thrown away.'],
  ['size', 'The most that it may hold, in bytes.'],
  ['env', 'The variable that holds the secret, in place of a file or beside it.'],
  ['required', 'The build fails where it is not given.'],
]);

export const mountOptionSynonyms: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  readonly: 'ro',
  readwrite: 'rw',
};

export const switches: readonly string[] = ['ro', 'rw', 'required'];

function flag(
  syntax: string,
  says: string,
  anchor: string,
  values: readonly string[] = [],
  repeatable = false,
): FlagEntry {
  return { syntax, says, anchor, values, repeatable };
}

function anchored(keyword: string, flags: Readonly<Record<string, FlagEntry>>): Readonly<Record<string, FlagEntry>> {
  return Object.fromEntries(
    Object.entries(flags).map(([name, entry]) => [name, { ...entry, anchor: `${keyword}${entry.anchor}` }]),
  );
}
