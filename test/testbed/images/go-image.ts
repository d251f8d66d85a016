// `golang`: the release itself, from the Go module proxy.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installMissing } from '../debian.ts';
import { dockerArchitecture } from '../images.ts';
import { run } from '../processes.ts';
import { type LayerRecipe, type Missing, PATH, packages, type StandIn } from './recipe.ts';
import { type Reference, versionOf } from './reference.ts';
import { scmTools, system } from './systems.ts';

const MODULE = 'golang.org/toolchain';
/** What `latest` and `1` mean, so that it does not change from one day to the next. */
const NEWEST = '1.26';

export async function golang({ tag }: Reference): Promise<StandIn | Missing> {
  const asked = versionOf(tag) ?? NEWEST;
  const version = await releaseOf(asked === '1' ? NEWEST : asked);
  if (!version) return { missing: `The Go module proxy has no Go ${asked}.` };
  const isSmall = /alpine|slim/.test(tag);
  const beneath = isSmall
    ? await system('bookworm')
    : packages(await scmTools(), 'curl-scm-cc', ['g++', 'gcc', 'libc6-dev', 'make', 'pkg-config']);
  return {
    layers: [...beneath, { name: `go-${version}`, on: await system('bookworm'), make: addGo(version) }],
    config: {
      Env: [`PATH=/go/bin:/usr/local/go/bin:${PATH}`, `GOLANG_VERSION=${version}`, 'GOTOOLCHAIN=local', 'GOPATH=/go'],
      WorkingDir: '/go',
      Cmd: ['bash'],
    },
    is: `Debian 12 with Go ${version}`,
  };
}

function addGo(version: string): LayerRecipe['make'] {
  return async (root, work) => {
    const release = `${MODULE}@v0.0.1-go${version}.linux-${dockerArchitecture()}`;
    await run('go', ['mod', 'download', release], { cwd: work, env: environment(work) });
    const target = path.join(root, 'usr/local/go');
    await run('mv', [path.join(work, release), target]);
    // The files of a module are read-only and not executable.
    await run('chmod', ['-R', 'u+w,a+rX', target]);
    await run('sh', ['-c', 'chmod 755 bin/* pkg/tool/*/*'], { cwd: target });
    await run('chown', ['-R', 'root:root', target]);
    await mkdir(path.join(root, 'go/src'), { recursive: true });
    await mkdir(path.join(root, 'go/bin'), { recursive: true });
    await run('chmod', ['-R', '1777', path.join(root, 'go')]);
    await writeSettings(target, version);
  };
}

/** Where this machine fetches modules another way than the release does by itself, so do its containers. */
async function writeSettings(target: string, version: string): Promise<void> {
  const defaults: Record<string, string> = { GOPROXY: 'https://proxy.golang.org,direct', GOSUMDB: 'sum.golang.org' };
  const names = ['GOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GOPRIVATE'];
  const values = JSON.parse(await run('go', ['env', '-json', ...names])) as Record<string, string>;
  const lines = names.filter((name) => (values[name] ?? '') !== (defaults[name] ?? ''));
  if (lines.length === 0 || Number(version.split('.')[1]) < 21) return;
  const text = [...names.slice(0, 2), ...lines.filter((name) => !defaults[name])]
    .map((name) => `${name}=${values[name]}\n`)
    .join('');
  await writeFile(path.join(target, 'go.env'), `${text}GOTOOLCHAIN=auto\n`);
}

/** The full version of a release: `1.24` is the newest `1.24.x` that the proxy has. */
async function releaseOf(asked: string): Promise<string | undefined> {
  await installMissing({ go: 'golang-go' });
  if (asked.split('.').length > 2) return asked;
  const listed = await run('go', ['list', '-m', '-versions', MODULE], {
    env: environment('/tmp/quayside-go-versions'),
  });
  const wanted = new RegExp(
    `^v0\\.0\\.1-go(${asked.replaceAll('.', '\\.')}(?:\\.\\d+)?)\\.linux-${dockerArchitecture()}$`,
  );
  return listed
    .split(/\s+/)
    .flatMap((version) => wanted.exec(version)?.[1] ?? [])
    .sort((left, right) => Number(left.split('.')[2] ?? 0) - Number(right.split('.')[2] ?? 0))
    .at(-1);
}

function environment(cache: string): NodeJS.ProcessEnv {
  return { ...process.env, GOTOOLCHAIN: 'local', GOMODCACHE: cache, GOFLAGS: '-modcacherw', GO111MODULE: 'on' };
}
