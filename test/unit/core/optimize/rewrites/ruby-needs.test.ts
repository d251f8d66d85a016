import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const text = 'FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nRUN bundle install\nCMD ["bundle", "exec", "puma"]\n';

function made(gemfile: string, more: Readonly<Record<string, string>> = {}, dockerfile = text) {
  const result = rewritten('ruby-multi-stage', dockerfile, { Gemfile: gemfile, 'config.ru': '', ...more });
  const last = result.text.slice(result.text.lastIndexOf('\nFROM ') + 1);
  expect(result.again).toBe(result.text);
  return {
    ...result,
    last,
    installed: /apt-get install (?:-y|--no-install-recommends| )+(.*) && rm/.exec(last)?.[1] ?? '',
  };
}

const installing = (packages: string) =>
  text.replace('WORKDIR', `RUN apt-get update && apt-get install -y ${packages}\nWORKDIR`);

describe('what gems call, or load by a name', () => {
  test.each([
    ['the modules of a client of databases', 'gem "mysql2"\n', 'libmariadb3=1:1*'],
    ['a program', 'gem "git"\n', 'git=1:2.*'],
  ])('comes to the slim image: %s', (_, gemfile, installed) => {
    expect(made(gemfile).installed).toBe(installed);
  });

  test('what makes pictures smaller is one of two libraries', () => {
    expect(made('gem "image_processing"\n').installed).toMatch(/^imagemagick=/);
    expect(made('gem "image_processing"\n', {}, installing('libvips-dev')).installed).toBe('libvips42');
  });

  test('the full image stays where it is not known what a gem calls', () => {
    expect(made('gem "wkhtmltopdf-binary"\n').reason).toMatch(/wkhtmltopdf-binary calls programs/);
  });

  test('what the health check calls is installed', () => {
    const checked = text.replace('CMD', 'HEALTHCHECK CMD curl -f http://localhost/\nCMD');
    expect(made('gem "rack"\n', {}, checked).installed).toMatch(/^curl=/);
  });
});

describe('Node beside Ruby', () => {
  const lock = (...gems: readonly string[]) => ({
    'Gemfile.lock': `GEM\n  specs:\n${gems.map((gem) => `    ${gem} (1.0)\n`).join('')}`,
  });
  const precompiled = installing('nodejs npm').replace('CMD', 'RUN rails assets:precompile\nCMD');
  const site = { 'package.json': '{}', 'app/a.js': '' };

  test('stays in the build stage with its packages where the assets are built and nothing calls it', () => {
    const result = made('gem "rails"\n', { ...lock('rails'), ...site }, precompiled);
    expect(result.installed).toBe('');
    expect(result.text).toContain('rm -rf /usr/local/bundle/cache /app/node_modules');
    expect(result.proposals[0]?.question).toContain('node_modules');
  });

  test.each([
    ['a gem compiles scripts', lock('rails', 'execjs'), precompiled],
    ['the lock file is not known', {}, precompiled],
    ['a source calls it', { ...lock('rails'), 'lib/a.rb': 'system("node render.js")\n' }, precompiled],
    ['the start calls it', lock('rails'), precompiled.replace('"bundle", "exec", "puma"', '"npm", "start"')],
  ])('comes along where %s', (_, more, dockerfile) => {
    const result = made('gem "rails"\n', { ...site, ...more }, dockerfile);
    expect(result.installed).toContain('nodejs');
    expect(result.text).not.toContain('/app/node_modules');
  });

  test('a repository of Node says nothing of other packages', () => {
    const source = installing('libvips42').replace(
      'WORKDIR',
      'RUN curl -fsSL https://deb.nodesource.com/setup_22.x -o /tmp/a && apt-get install -y nodejs\nWORKDIR',
    );
    expect(made('gem "rails"\n', lock('rails'), source).installed).toBe('libvips42');
  });
});

test('RubyGems is brought up to date in both stages', () => {
  const { last } = made('gem "rack"\n', {}, text.replace('WORKDIR', 'RUN gem update --system\nWORKDIR'));
  expect(last).toContain('RUN gem update --system\n');
  const more = text.replace('WORKDIR', 'RUN gem update --system && echo 1 > /b\nWORKDIR');
  expect(made('gem "rack"\n', {}, more).reason).toMatch(/updates RubyGems/);
});

test('a deployment installs into the folder of the Gemfile, wherever that is said', () => {
  const { last } = made('gem "rack"\n', {}, text.replace('WORKDIR', 'ENV BUNDLE_DEPLOYMENT=1\nWORKDIR'));
  expect(last).not.toContain('/vendor/bundle');
});

test('settings of the system that a command removes would be there again', () => {
  const removed = text.replace('CMD', 'RUN rm -f /etc/ImageMagick-6/policy.xml\nCMD');
  expect(made('gem "rack"\n', {}, removed).reason).toBe(
    'Line 5 removes /etc/ImageMagick-6/policy.xml, which would be there again.',
  );
  const linked = text.replace('CMD', 'RUN rm /etc/localtime && ln -s /usr/share/zoneinfo/UTC /etc/localtime\nCMD');
  expect(made('gem "rack"\n', {}, linked).last).toContain('/etc/localtime');
});
