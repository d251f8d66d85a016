import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import { joinPath } from '../model/steps.ts';
import { convert } from '../multi-stage/convert.ts';
import { rendererOf } from '../multi-stage/node/frameworks.ts';
import { type NodePackage, nodePackages } from '../multi-stage/node/packages.ts';
import { type NodeStart, nodeStart } from '../multi-stage/node/start.ts';
import { singleStage, tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const staticSiteMultiStage = defineRewrite({
  id: 'static-site-multi-stage',
  kind: 'multi-stage',
  title: 'Serve the built site with nginx',
  safety: 'review',
  precondition:
    'One stage on an image of Node in which a script builds; `serve`, `http-server` or `vite preview` is what starts, with a folder and a port that are known and no settings of its own; no USER, and no health check that needs Node.',
  evidence: 'A page that Vite built and served went from 958 to 94 MB.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const { base, launch } = stage;
    if (base?.name !== 'node') return none(`${base?.text} is no image of Node.`);
    const { context } = build;
    if (!context?.complete) return none('The build context is not known.');
    if (build.dockerfile.text.includes('\r'))
      return none('Its lines end as on Windows, and so would those of the settings of nginx.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const tasks = tasksOf(stage);
    if (!tasks.some(({ task }) => task.purpose === 'build')) return none('Nothing is built.');
    const packages = nodePackages(stage, context);
    const [program] = launch.programs ?? [];
    const started = program && launch.programs?.length === 1 ? nodeStart(program, packages) : undefined;
    if (started === undefined) return none('More than one program is started.');
    if (typeof started === 'string') return none(started);
    const site = siteOf(started, stage, packages, context);
    if (typeof site === 'string') return none(site);
    const against = obstacle(stage, site);
    if (against !== undefined) return none(against);
    const place = convert(
      {
        stage,
        image: 'nginx:alpine',
        imageFolder: '/',
        copies: [{ path: site.folder, isFolder: true, to: '/usr/share/nginx/html' }],
        setUp: settings(site),
        start: [],
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    return {
      safe: false,
      reason: `${started.name} only serves files that are built, which needs neither Node nor its packages.`,
      effect: 'nginx and the built files in place of Node, its packages and the sources.',
      question:
        'Is it enough that files are served, with unknown paths answered as before? Redirects, headers and lists of folders of the former server are not there, and nginx is what starts.',
      places: [place],
      changes: ['command', 'entrypoint', 'environment', 'ports', 'stopSignal', 'base'],
    };
  },
});

interface Site {
  /** Absolute. */
  readonly folder: string;
  readonly port: string;
  /** Whether unknown paths are answered with the start page. */
  readonly isSinglePage: boolean;
  /** Whether browsers are told to keep nothing. */
  readonly isUncached: boolean;
}

/** @returns what is served, or the reason why that is not known */
function siteOf(
  started: NodeStart,
  stage: StageModel,
  packages: readonly NodePackage[],
  context: ContextFiles,
): Site | string {
  const { name, words, folder } = started;
  const own = packages.find((each) => each.folder === folder);
  if (!own || folder === undefined) return 'The folder that it starts in is not known.';
  const flags = flagsOf(joinedCache(words), name);
  if (typeof flags === 'string') return flags;
  const served = (path: string | undefined) => joinPath(folder, path);
  const is = (port: string | undefined, path: string | undefined, isSinglePage: boolean): Site | string => {
    const site = served(path);
    if (site === undefined || /[$\s]/.test(site) || site === folder || site === '/')
      return 'Which folder is served is not known.';
    if (port === undefined || !/^\d+$/.test(port)) return 'The port is not known before it starts.';
    const from = joinPath(`/${own.from}`, path)?.slice(1) ?? '';
    if (context.hasFolder(from)) return `${from} is in the build context: it may be more than what is built.`;
    return { folder: site, port, isSinglePage, isUncached: flags.has(uncached) };
  };
  if (name === 'serve') {
    if (context.all.some((path) => /(^|\/)serve\.json$/.test(path))) return 'serve.json says more of what is answered.';
    const listen =
      flags.get('-l') ?? flags.get('--listen') ?? flags.get('-p') ?? flags.get('--port') ?? portOfServe(stage, own);
    return is(
      listen.replace(/^(tcp:\/\/)?0\.0\.0\.0:/, ''),
      flags.get('') ?? '.',
      flags.has('-s') || flags.has('--single'),
    );
  }
  if (name === 'http-server')
    return is(flags.get('-p') ?? flags.get('--port') ?? portIn(stage) ?? '8080', flags.get('') ?? 'public', false);
  if (name === 'vite') {
    const framework = packages.map(rendererOf).find((each) => each !== undefined);
    if (framework !== undefined)
      return `vite preview runs the server of ${framework}, which makes pages when they are asked for.`;
    const settings = context.all
      .filter((path) => /(^|\/)vite\.config\.[cm]?[jt]s$/.test(path))
      .map((path) => context.text(path) ?? '');
    if (
      settings.some((text) =>
        /\b(preview|proxy|base|outDir|root|appType|configurePreviewServer|plugin-basic-ssl|headers)\b/.test(text),
      )
    ) {
      return 'The configuration of Vite says more of what is served.';
    }
    if (!flags.has('--host')) return 'vite preview answers inside the container alone.';
    return is(flags.get('--port') ?? '4173', flags.get('--outDir') ?? 'dist', true);
  }
  return `${name} is started, which is no server of files that is known.`;
}

/** What `serve` listens at without being told: 3000, and 5000 before version 14. */
function portOfServe(stage: StageModel, own: NodePackage): string {
  const installed = tasksOf(stage)
    .flatMap(({ task: { purpose, command } }) => (purpose === 'tool' ? command.words : []))
    .findLast(({ value }) => /^serve(@|$)/.test(value));
  const lists = [own.manifest.dependencies, own.manifest.devDependencies] as (Record<string, unknown> | undefined)[];
  const range = installed?.value.slice('serve@'.length) ?? lists.map((list) => list?.serve).find(Boolean) ?? '';
  const major = /^[\^~v=]*(\d+)/.exec(String(range))?.[1];
  return portIn(stage) ?? (major !== undefined && Number(major) < 14 ? '5000' : '3000');
}

/** The variable that both servers look at where no flag names a port. */
function portIn({ steps }: StageModel): string | undefined {
  return steps
    .flatMap(({ instruction: { keyword, pairs } }) => (keyword === 'ENV' ? pairs : []))
    .findLast(({ name }) => name.value === 'PORT')?.value?.value;
}

/** What tells http-server that browsers shall keep nothing. */
const uncached = '-c-1';

/** Flags that the new server does as well, or that only concern the old one. */
const known: Readonly<Record<string, { readonly withValue: readonly string[]; readonly alone: readonly string[] }>> = {
  serve: {
    withValue: ['-l', '--listen', '-p', '--port'],
    alone: [
      '-s',
      '--single',
      '-n',
      '--no-clipboard',
      '-L',
      '--no-request-logging',
      '-u',
      '--no-compression',
      '--no-port-switching',
    ],
  },
  'http-server': {
    withValue: ['-p', '--port', '-a'],
    alone: [uncached, '-s', '--silent', '-g', '--gzip', '--no-dotfiles'],
  },
  vite: { withValue: ['--host', '--port', '--outDir'], alone: ['--strictPort'] },
};

function joinedCache(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, index) => word === '-c' && words[index + 1] === '-1');
  return at < 0 ? words : [...words.slice(0, at), uncached, ...words.slice(at + 2)];
}

/** Values by flag; what is no flag under ''. */
function flagsOf(words: readonly string[], name: string): ReadonlyMap<string, string> | string {
  const { withValue, alone } = known[name] ?? { withValue: [], alone: [] };
  const flags = new Map<string, string>();
  for (let at = name === 'vite' ? 1 : 0; at < words.length; at++) {
    const [flag = '', joined] = (words[at] as string).split(/=(.*)/);
    const next = words[at + 1];
    if (!flag.startsWith('-')) flags.set('', flag);
    else if (alone.includes(flag)) flags.set(flag, '');
    else if (!withValue.includes(flag)) return `What ${flag} does is not done by nginx.`;
    else if (joined !== undefined || next === undefined || next.startsWith('-')) flags.set(flag, joined ?? '');
    else flags.set(flag, words[++at] as string);
  }
  return flags;
}

function obstacle({ steps, stage }: StageModel, { port }: Site): string | undefined {
  const user = steps.find(({ instruction }) => instruction.keyword === 'USER');
  if (user) return `USER at line ${user.instruction.line + 1} names a user of the image of Node.`;
  const health = stage.instructions.find(({ keyword }) => keyword === 'HEALTHCHECK');
  const script = health?.command?.form === 'shell' ? health.command.script.text : '';
  if (health && !(health.command?.form === 'shell' && /^curl\s/.test(script) && script.includes(port))) {
    return 'The health check may need what is in the image of Node.';
  }
  return undefined;
}

/** The same port, and the same answer to a path that is no file. */
function settings({ port, isSinglePage, isUncached }: Site): readonly string[] {
  return [
    "COPY <<'SITE' /etc/nginx/conf.d/default.conf",
    'server {',
    `  listen ${port};`,
    '  root /usr/share/nginx/html;',
    '  charset utf-8;',
    '  absolute_redirect off;',
    '  gzip on;',
    '  gzip_types text/css text/javascript application/javascript application/json image/svg+xml;',
    ...(isUncached ? ['  add_header Cache-Control "no-cache, no-store, must-revalidate";'] : []),
    '  location / {',
    `    try_files $uri $uri.html $uri/ ${isSinglePage ? '/index.html' : '=404'};`,
    '  }',
    '}',
    'SITE',
    // hadolint reads on only after an empty line.
    '',
  ];
}
