import type Docker from 'dockerode';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, findEngine } from '../../src/adapters/docker/engine.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { lint } from '../../src/core/lint/engine.ts';
import { applyEdits } from '../../src/core/text.ts';
import { build } from '../../src/workflows/build.ts';
import { pinPackages } from '../../src/workflows/pin-packages.ts';
import { provideFor } from '../testbed/images/stand-ins.ts';
import { dockerAt, type Testbed, useTestbed } from '../testbed/testbed.ts';
import { folderWith } from './folders.ts';
import { type RecordedRun, recordedRun } from './runs.ts';

let testbed: Testbed;
let docker: Docker;
let engine: Engine;

beforeAll(async () => {
  testbed = await useTestbed();
  const { dockerHost } = testbed;
  if (dockerHost === undefined) throw new Error(testbed.gaps.join('\n'));
  docker = dockerAt(dockerHost);
  engine = await findEngine({ env: { DOCKER_HOST: dockerHost } });
  for (const image of ['debian:12-slim', 'python:3.12-slim', 'node:22-slim', 'ruby:3.3-slim']) {
    const provided = await provideFor(docker, image);
    if ('missing' in provided) throw new Error(provided.missing);
  }
});
afterAll(() => testbed?.stop());

afterEach(async () => {
  const ours = JSON.stringify({ label: ['quayside.pin'] });
  expect(await docker.listContainers({ all: true, filters: ours })).toEqual([]);
  expect(await docker.listImages({ filters: ours })).toEqual([]);
});

/** What comes of a text, what stays unpinned in it, and the codes that a lint in hadolint's manner still finds. */
async function pinned(text: string, run: RecordedRun = recordedRun()) {
  const { edits, left } = await pinPackages({ engine }, { text, findings: lint(parseDockerfile(text)) }, run);
  const after = applyEdits(text, edits);
  const codes = lint(parseDockerfile(after), { compat: true }).map(({ code }) => code);
  return { text: after, left, codes };
}

const built = async (text: string, tag?: string) =>
  build({ engine }, { context: await folderWith({}), text, tags: tag ? [tag] : [] }, recordedRun());

describe('apt packages', () => {
  const unpinned = `ARG RELEASE=12
FROM debian:\${RELEASE}-slim AS base
RUN apt-get update && apt-get install -y --no-install-recommends \\
      # compresses
      zip \\
      'xz-utils' && \\
    rm -rf /var/lib/apt/lists/*
FROM base
RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
`;

  test('get the versions that the base image would install, and the build goes on to work', async () => {
    const run = recordedRun();
    const { text, left, codes } = await pinned(unpinned, run);
    const form = unpinned.replace('zip \\', 'zip=V \\').replace("'xz-utils'", "'xz-utils=V'").replace('tini', 'tini=V');
    expect(text.replace(/=[0-9][\w.+:~-]*(?=[ '])/g, '=V')).toBe(form);
    expect(left).toEqual([]);
    expect(codes).toEqual([]);
    expect(run.events.filter(({ message }) => message === 'Asking apt in debian:12-slim')).toHaveLength(1);
    await built(text);
  });

  test('are left as they are where nobody knows them, or the base image cannot be had', async () => {
    const text = `FROM debian:12-slim
RUN apt-get install -y docker-ce-of-another-source curl
FROM localhost:1/nothing:1
RUN apt-get install -y curl
`;
    const { left, text: after } = await pinned(text);
    expect(after).toMatch(/-source curl=7\S+\nFROM localhost:1\/nothing:1\nRUN apt-get install -y curl\n$/);
    expect(left).toEqual([
      { name: 'docker-ce-of-another-source', why: 'apt in debian:12-slim knows no version of it' },
      {
        name: 'curl',
        why: expect.stringMatching(/^The base image “localhost:1\/nothing:1” cannot be pulled: .*[^.]$/),
      },
    ]);
  });

  test('of a release that the image does not know are told with what apt says', async () => {
    const { left } = await pinned('FROM debian:12-slim\nRUN apt-get install -y -t nowhere curl\n');
    expect(left).toEqual([
      {
        name: 'curl',
        why: expect.stringMatching(/^apt in debian:12-slim could not tell: E: The value 'nowhere' is invalid/),
      },
    ]);
  });

  test('are no longer asked for by who cancels, and the container is gone', async () => {
    const run = recordedRun();
    const pinning = pinned(unpinned, run);
    await run.until(({ message }) => message.startsWith('Asking apt'));
    run.abort();
    await expect(pinning).rejects.toMatchObject({ name: 'CancelledError' });
  });
});

test('packages of pip and npm get the versions that the Python and the Node of the image can have', async () => {
  const text = `FROM python:3.12-slim
RUN pip install --no-cache-dir "uvicorn[standard]" flask && python3 -m pip install --no-cache-dir 'idna'
FROM node:22-slim
RUN npm install -g typescript @types/node
`;
  const { text: after, left, codes } = await pinned(text);
  expect(after.replace(/(==|[a-z]@)\d[\w.+-]*/g, '$1V')).toBe(`FROM python:3.12-slim
RUN pip install --no-cache-dir "uvicorn[standard]==V" flask==V && python3 -m pip install --no-cache-dir 'idna==V'
FROM node:22-slim
RUN npm install -g typescript@V @types/node@V
`);
  expect(left).toEqual([]);
  expect(codes).toEqual([]);
});

test('a tool that only an earlier step brings is not there to be asked', async () => {
  const { left } = await pinned('FROM debian:12-slim\nRUN pip install flask\nRUN apk add --no-cache curl\n');
  expect(left.map(({ why }) => why)).toEqual(
    ['pip', 'apk'].map((tool) => `debian:12-slim has no ${tool}, and what earlier steps bring is not looked at`),
  );
});

describe('on an image with a source of its own', () => {
  const rpms = 'quayside-test/pin-rpm:local';
  const gems = 'quayside-test/pin-gem:local';
  const apks = 'quayside-test/pin-apk:local';

  afterAll(async () => {
    for (const image of [rpms, gems, apks]) await engine.removeImage(image);
  });

  test('packages of dnf and zypper get the newest version, and the build goes on to work', async () => {
    await built(rpmImage, rpms);
    const text = `FROM ${rpms}
RUN dnf install -y qs-web qs-c++ && dnf clean all
RUN zypper install -y qs-bind qs-missing && zypper clean
`;
    const { text: after, left } = await pinned(text);
    expect(after).toBe(
      text
        .replace('qs-web qs-c++', 'qs-web-2.4.100-1.el9 qs-c++-11.4.1-3.el9')
        .replace('qs-bind', 'qs-bind=32:9.16-1.el9'),
    );
    expect(left).toEqual([{ name: 'qs-missing', why: `zypper in ${rpms} knows no version of it` }]);
    await built(after.replace(' qs-missing', ''));
  });

  test('packages of apk get the newest version that is not tagged, from the repositories of the command as well', async () => {
    await built(apkImage, apks);
    const text = `FROM ${apks}\nRUN apk add --no-cache curl jq missing\nRUN apk add --no-cache -X "@edge http://x" git\n`;
    const { text: after, left } = await pinned(text);
    expect(after).toBe(text.replace('curl jq', 'curl=1.10-r0 jq=1.10-r0').replace(' git', ' git=1.9-r0'));
    expect(left).toEqual([{ name: 'missing', why: `apk in ${apks} knows no version of it` }]);
  });

  test('gems get the newest version that the Ruby of the image can have', async () => {
    await built(gemImage, gems);
    const text = `FROM ${gems}\nRUN gem install qs-first qs-second qs-missing\n`;
    const { text: after, left } = await pinned(text);
    expect(after).toBe(`FROM ${gems}\nRUN gem install qs-first:1.10.0 qs-second:0.3.1 qs-missing\n`);
    expect(left).toEqual([{ name: 'qs-missing', why: `gem in ${gems} knows no version of it` }]);
    await built(after.replace(' qs-missing', ''));
  });
});

/** No Alpine can be had: a script answers as apk does, from the repositories that it is given. */
const apkImage = `FROM debian:12-slim
COPY --chmod=755 <<"END" /usr/local/bin/apk
#!/bin/sh
[ "$1" = update ] && exit
shift
for name do
  [ "$name" = missing ] && continue
  printf '%s policy:\n  1.9-r0:\n    lib/apk/db/installed\n  1.10-r0:\n    %s\n' "$name" "$(tail -n 1 /etc/apk/repositories)"
  printf '  2.0-r0:\n    @edge https://dl-cdn.alpinelinux.org/alpine/edge/main\n'
done
END
RUN mkdir /etc/apk && echo https://dl-cdn.alpinelinux.org/alpine/v3.20/main > /etc/apk/repositories
`;

/** dnf and zypper beside a repository with two versions of one package, and one with an epoch. */
const rpmImage = `FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends dnf zypper createrepo-c rpm
COPY <<"END" /tmp/make
set -e
make() {
  printf 'Name: %s\\nVersion: %s\\nRelease: %s\\nEpoch: %s\\n' "$1" "$2" "$3" "$4" > /tmp/p.spec
  printf 'Summary: s\\nLicense: MIT\\nBuildArch: noarch\\n%%description\\ns\\n%%files\\n' >> /tmp/p.spec
  rpmbuild -bb --define '_rpmdir /repository' /tmp/p.spec
}
make qs-web 2.4.57 5.el9 0
make qs-web 2.4.100 1.el9 0
make qs-c++ 11.4.1 3.el9 0
make qs-bind 9.16 1.el9 32
createrepo_c /repository
mkdir -p /etc/yum.repos.d /etc/zypp/repos.d
printf '[local]\\nname=local\\nbaseurl=file:///repository\\nenabled=1\\ngpgcheck=0\\n' > /etc/yum.repos.d/local.repo
cp /etc/yum.repos.d/local.repo /etc/zypp/repos.d/
END
RUN sh /tmp/make
`;

/** RubyGems beside a source in a folder, with a version for a Ruby that there is not. */
const gemImage = `FROM ruby:3.3-slim
COPY <<"END" /tmp/make.rb
require 'rubygems/package'
require 'zlib'
rows = []
FileUtils.mkdir_p(['/source/gems', '/source/quick/Marshal.4.8'])
[%w[qs-first 1.9.0 2.0], %w[qs-first 1.10.0 2.0], %w[qs-first 2.0.0 9.0], %w[qs-second 0.3.1 2.0]].each do |name, version, ruby|
  gem = Gem::Specification.new do |one|
    one.name, one.version, one.required_ruby_version, one.summary, one.authors = name, version, ">= #{ruby}", 's', ['a']
  end
  Dir.chdir('/source/gems') { Gem::Package.build(gem, true) }
  File.binwrite("/source/quick/Marshal.4.8/#{gem.full_name}.gemspec.rz", Zlib.deflate(Marshal.dump(gem)))
  rows << [name, gem.version, 'ruby']
end
{ 'specs' => rows, 'latest_specs' => rows, 'prerelease_specs' => [] }.each do |file, content|
  Zlib::GzipWriter.open("/source/#{file}.4.8.gz") { |zip| zip.write(Marshal.dump(content)) }
end
File.write('/etc/gemrc', ":sources:\\n- file:///source/\\n")
END
RUN ruby -rfileutils /tmp/make.rb
`;
