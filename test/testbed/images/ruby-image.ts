// `ruby`, with Debian's Ruby and Bundler.
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../processes.ts';
import type { Suite } from './layers.ts';
import { type Missing, PATH, packages, type StandIn } from './recipe.ts';
import { type Reference, versionOf } from './reference.ts';
import { buildTools, system } from './systems.ts';

const RELEASES: Readonly<Record<string, Suite>> = { '3.1': 'bookworm', '3.3': 'trixie' };

/** There is no rubygems.org in reach: what lies in the image already, Bundler need not fetch. */
const GEMS = ['puma', 'rake', 'ruby-minitest', 'ruby-rack-test', 'ruby-sinatra'];

export async function ruby({ name, tag }: Reference): Promise<StandIn | Missing> {
  const asked = (versionOf(tag) ?? '3.1').split('.').slice(0, 2).join('.');
  const release = asked === '3' ? '3.1' : asked;
  const suite = RELEASES[release];
  if (!suite) return { missing: `${name}:${tag} is a Ruby that Debian does not have; there are 3.1 and 3.3.` };
  const isSmall = /slim|alpine/.test(tag) || suite === 'trixie';
  const beneath = isSmall ? await system(suite) : await buildTools();
  const parts = ['ca-certificates', 'ruby', 'ruby-dev', 'bundler', 'libyaml-0-2'];
  const layer = `ruby-${release}-${isSmall ? 'slim' : 'full'}`;
  return {
    layers: packages(packages(beneath, layer, parts, addRuby), `${layer}-sinatra`, GEMS),
    config: {
      Env: [
        `PATH=/usr/local/bundle/bin:${PATH}`,
        'LANG=C.UTF-8',
        `RUBY_VERSION=${release}`,
        'GEM_HOME=/usr/local/bundle',
        'BUNDLE_SILENCE_ROOT_WARNING=1',
        'BUNDLE_APP_CONFIG=/usr/local/bundle',
      ],
      Cmd: ['irb'],
    },
    is: `Debian ${suite === 'bookworm' ? 12 : 13} with Ruby ${release} and Debian's gems for Sinatra and Minitest`,
  };
}

async function addRuby(root: string): Promise<void> {
  for (const name of ['ruby', 'gem', 'bundle', 'bundler', 'irb', 'rake']) {
    await symlink(`/usr/bin/${name}`, path.join(root, 'usr/local/bin', name));
  }
  await mkdir(path.join(root, 'usr/local/bundle'), { recursive: true });
  await run('chmod', ['1777', path.join(root, 'usr/local/bundle')]);
}
