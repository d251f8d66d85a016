import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const named = (id: string, target: string, more = '') => `--mount=type=cache,id=${id},target=${target}${more}`;
const mount = (target: string, more = '') => `--mount=type=cache,target=${target}${more}`;

describe('package-manager-cache-mounts', () => {
  const id = 'package-manager-cache-mounts';
  const end = 'CMD ["/app"]\n';

  test('pnpm keeps its store where PNPM_HOME says', () => {
    const text = (run: string) => `FROM node:22\nENV PNPM_HOME="/pnpm"\n${run}\n${end}`;
    const store = named('pnpm-node-22', '/pnpm/store');
    expect(rewritten(id, text('RUN pnpm install')).text).toBe(text(`RUN ${store} \\\n    pnpm install`));
    expect(rewritten(id, text('RUN PNPM_HOME=/b pnpm install')).reason).toMatch(/PNPM_HOME=/);
  });

  test('a RUN that removes a folder around the cache gets none, which could not be removed', () => {
    const text = (gone: string) =>
      `FROM rust:1.80\nCOPY . .\nRUN cargo build --release && rm -rf target ${gone}\n${end}`;
    for (const gone of ['/usr/local/cargo', '/usr/local/cargo/*', '/usr/local/']) {
      expect(rewritten(id, text(gone)).reason).toBe(`Line 3 removes ${gone}, and with it the cache of cargo.`);
    }
    expect(rewritten(id, text('/usr/local/car')).text).toContain(mount('/usr/local/cargo/registry'));
    const maven = (gone: string) =>
      text(gone).replace('rust:1.80', 'maven:3.9').replace('cargo build --release', 'mvn package');
    expect(rewritten(id, maven('$HOME/.m2')).reason).toMatch(/\.m2/);
    expect(rewritten(id, maven('&& ln -s a b')).text).toContain(mount('/root/.m2/repository'));
  });

  test('Yarn 4 has a cache of its own, unless it loads packages from it', () => {
    const before = `FROM node:22\nCOPY . .\nRUN yarn install\n${end}`;
    const settings = 'yarnPath: .yarn/releases/yarn-4.3.0.cjs\n';
    const linked = rewritten(id, before, { '.yarnrc.yml': `nodeLinker: node-modules\n${settings}` });
    expect(linked.text).toContain(`RUN ${mount('/root/.yarn/berry/cache', ',sharing=locked')} `);
    expect(rewritten(id, before, { '.yarnrc.yml': settings }).reason).toMatch(/cache of yarn lies/);
  });

  test.each([
    ['npm', 'node:22', 'npm ci', [mount('/root/.npm')]],
    ['yarn', 'node:22', 'yarn install', [mount('/usr/local/share/.cache/yarn', ',sharing=locked')]],
    ['pnpm', 'node:22', 'pnpm install', [named('pnpm-node-22', '/root/.local/share/pnpm/store')]],
    ['pip', 'python:3.12', 'pip install flask==3.0.0', [named('pip-python-3.12', '/root/.cache/pip')]],
    ['uv', 'python:3.12', 'uv sync', [named('uv-python-3.12', '/root/.cache/uv')]],
    [
      'Poetry, but not its virtual environments',
      'python:3.12',
      'poetry install',
      [
        named('poetry-cache-python-3.12', '/root/.cache/pypoetry/cache', ',sharing=locked'),
        named('poetry-artifacts-python-3.12', '/root/.cache/pypoetry/artifacts', ',sharing=locked'),
      ],
    ],
    ['Go in its image', 'golang:1.24', 'go build -o /app .', [mount('/go/pkg/mod'), mount('/root/.cache/go-build')]],
    ['Go of Debian', 'debian:12', 'go build -o /app .', [mount('/root/go/pkg/mod'), mount('/root/.cache/go-build')]],
    [
      'cargo',
      'rust:1.85',
      'cargo build --release',
      [mount('/usr/local/cargo/registry'), mount('/usr/local/cargo/git/db')],
    ],
    ['Maven', 'maven:3.9-eclipse-temurin-21', 'mvn package', [mount('/root/.m2/repository', ',sharing=locked')]],
    [
      'Gradle in its image',
      'gradle:8-jdk21',
      'gradle build',
      [mount('/home/gradle/.gradle/caches', ',sharing=locked')],
    ],
    ['Composer', 'php:8.3-cli', 'composer install', [mount('/root/.composer/cache', ',sharing=locked')]],
    ['Bundler', 'ruby:3.3', 'bundle install', [mount('/usr/local/bundle/cache', ',sharing=locked')]],
    [
      '.NET',
      'mcr.microsoft.com/dotnet/sdk:8.0',
      'dotnet publish -o /out',
      [mount('/root/.nuget/packages', ',sharing=locked')],
    ],
  ])('%s', (_, base, command, mounts) => {
    const { text, safe, again } = rewritten(id, `FROM ${base}\nWORKDIR /src\nRUN ${command}\n${end}`);
    expect(text).toBe(`FROM ${base}\nWORKDIR /src\nRUN ${[...mounts, command].join(' \\\n    ')}\n${end}`);
    expect(safe).toEqual([true]);
    expect(again).toBe(text);
  });

  test.each([
    ['npm', 'node:22', 'npm ci', 'npm cache clean --force', mount('/root/.npm')],
    ['npm, by hand', 'node:22', 'npm ci', 'rm -rf ~/.npm', mount('/root/.npm')],
    ['yarn', 'node:22', 'yarn install', 'yarn cache clean', mount('/usr/local/share/.cache/yarn', ',sharing=locked')],
    ['pip', 'python:3.12', 'pip install flask==3.0.0', 'pip cache purge', named('pip-python-3.12', '/root/.cache/pip')],
    [
      'Composer',
      'php:8.3-cli',
      'composer install',
      'composer clear-cache',
      mount('/root/.composer/cache', ',sharing=locked'),
    ],
  ])('a cache in a mount need not be emptied: %s', (_, base, install, clean, flag) => {
    const { text, safe, again } = rewritten(
      id,
      `FROM ${base}\nRUN ${install} \\\n    && ${clean} \\\n    && ls\n${end}`,
    );
    expect(text).toBe(`FROM ${base}\nRUN ${flag} \\\n    ${install} \\\n    && ls\n${end}`);
    expect(safe).toEqual([true]);
    expect(again).toBe(text);
  });

  test('the user of the image of Node has a cache with a number', () => {
    const { text } = rewritten(id, `FROM node:22\nUSER node\nRUN npm ci\n${end}`);
    expect(text).toContain('target=/home/node/.npm,uid=1000,gid=1000');
  });

  test('all that may need what Go has downloaded gets the mount, in stages built on it too', () => {
    const before =
      'FROM golang:1.24 AS a\nRUN go mod download\nRUN make lint\nRUN ls\nFROM a AS b\nRUN go build -o /app .\nFROM scratch\nCOPY --from=b /app /app\nCMD ["/app"]\n';
    const { text } = rewritten(id, before);
    expect(text.match(/target=\/go\/pkg\/mod/g)).toHaveLength(3);
    expect(text).toContain('\nRUN ls\n');
  });

  test('images of other bases do not share what pip has compiled', () => {
    const text = (tag: string) => rewritten(id, `FROM python:${tag}\nRUN pip install psycopg2==2.9.10\n${end}`).text;
    expect(text('3.12-alpine')).toContain('id=pip-python-3.12-alpine,');
    expect(text('3.12-slim')).toContain('id=pip-python-3.12-slim,');
  });

  test('a heredoc, an array and flags that are there keep their form', () => {
    const before = `FROM python:3.12\nRUN <<EOF\npip install flask==3.0.0\nEOF\nRUN ["pip", "install", "rich==13.0.0"]\nRUN --network=host pip install six==1.17.0\n${end}`;
    const { text, again } = rewritten(id, before);
    const pip = named('pip-python-3.12', '/root/.cache/pip');
    expect(text).toBe(
      `FROM python:3.12\nRUN ${pip} <<EOF\npip install flask==3.0.0\nEOF\nRUN ${pip} ["pip", "install", "rich==13.0.0"]\nRUN --network=host \\\n    ${pip} \\\n    pip install six==1.17.0\n${end}`,
    );
    expect(again).toBe(text);
  });

  test.each([
    ['the RUN goes without it', 'FROM python:3.12\nRUN pip install --no-cache-dir flask==3.0.0\n', /--no-cache-dir/],
    ['the RUN cleans it before', 'FROM node:22\nRUN npm cache clean --force && npm ci\n', /npm cache/],
    ['the RUN may go on without cleaning it', 'FROM node:22\nRUN npm ci && npm cache clean || true\n', /npm cache/],
    ['the RUN cleans more', 'FROM node:22\nRUN npm ci && rm -rf /root/.npm /root/.config\n', /\.npm/],
    ['a group cleans it', 'FROM node:22\nRUN (npm ci && npm cache clean --force) && ls\n', /npm cache/],
    ['pnpm tidies its store', 'FROM node:22\nRUN pnpm install && pnpm store prune\n', /pnpm store/],
    [
      'a variable turns it off',
      'FROM python:3.12\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask==3.0.0\n',
      /PIP_NO_CACHE_DIR/,
    ],
    ['HOME is another', 'FROM node:22\nENV HOME=/tmp\nRUN npm ci\n', /Whose files/],
    [
      'the user is not known',
      'FROM python:3.12\nRUN useradd me\nUSER me\nRUN pip install flask==3.0.0\n',
      /Whose files/,
    ],
    ['the image is not known', 'FROM example.com/own:1\nRUN npm ci\n', /Whose files/],
    ['another one calls it', 'FROM node:22\nRUN su node -c "npm ci" && npm ci\n', /su/],
    ['the syntax is too old', '# syntax=docker/dockerfile:1.0\nFROM node:22\nRUN npm ci\n', /knows no mounts/],
    ['Maven works offline later', 'FROM maven:3.9\nRUN mvn dependency:go-offline\nRUN mvn -o package\n', /earlier RUN/],
    [
      '.NET has restored before',
      'FROM mcr.microsoft.com/dotnet/sdk:8.0\nRUN dotnet restore\nRUN dotnet publish --no-restore -o /out\n',
      /earlier RUN/,
    ],
    ['the repository lies elsewhere', 'FROM maven:3.9\nRUN mvn -Dmaven.repo.local=/r package\n', /maven\.repo\.local/],
    ['settings name another repository', 'FROM maven:3.9\nRUN mvn -s s.xml package\n', /-s/],
    ['gems lie elsewhere', 'FROM ruby:3.3\nENV BUNDLE_PATH=vendor\nRUN bundle install\n', /BUNDLE_PATH/],
  ])('nothing where %s', (_, before, reason) => {
    const result = rewritten(id, before + end);
    expect(result.text).toBe(before + end);
    expect(result.reason).toMatch(reason);
  });

  test.each([
    ['Go is started', 'FROM golang:1.24\nRUN go mod download\nCMD ["go", "run", "."]\n', /go is started/],
    ['somebody may build in the image', 'FROM golang:1.24\nRUN go mod download\n', /no command of its own/],
    ['a script is started that nobody has read', 'FROM maven:3.9\nRUN mvn package\nCMD ["/start.sh"]\n', /start\.sh/],
    [
      '.NET builds when it starts',
      'FROM mcr.microsoft.com/dotnet/sdk:8.0\nRUN dotnet build\nCMD ["dotnet", "run"]\n',
      /may build/,
    ],
    [
      'another stage takes it',
      'FROM maven:3.9 AS b\nRUN mvn package\nFROM eclipse-temurin:21\nCOPY --from=b /root/.m2 /root/.m2\nCMD ["java"]\n',
      /takes the cache/,
    ],
    [
      'another stage mounts it',
      'FROM golang:1.24 AS b\nRUN go mod download\nFROM debian:12\nRUN --mount=from=b,source=/go,target=/go ls\nCMD ["ls"]\n',
      /takes the cache/,
    ],
    [
      'something is copied into it',
      'FROM maven:3.9 AS b\nCOPY jars /root/.m2/repository/\nRUN mvn package\nFROM scratch\nCOPY --from=b /x /x\n',
      /copies into/,
    ],
    [
      'a cache with a name is there',
      `FROM golang:1.24 AS b\nRUN ${mount('/go/pkg/mod', ',id=x')} go mod download\nRUN go build -o /x .\nFROM scratch\nCOPY --from=b /x /x\n`,
      /cache of its own/,
    ],
  ])('nothing where %s', (_, before, reason) => {
    const result = rewritten(id, before);
    expect(result.text).toBe(before);
    expect(result.reason).toMatch(reason);
  });

  test('a script that is started and is known to call nothing is no obstacle', () => {
    const before = 'FROM golang:1.24\nCOPY start.sh /\nRUN go build -o /app .\nCMD ["/start.sh"]\n';
    expect(rewritten(id, before, { 'start.sh': '#!/bin/sh\nexec /app\n' }).safe).toEqual([true]);
    expect(rewritten(id, before, { 'start.sh': '#!/bin/sh\nexec go run .\n' }).reason).toMatch(/calls go/);
  });

  test('a mount that is there, or one above it, is enough', () => {
    const before = `FROM node:22\nRUN ${mount('/root/.npm')} npm ci\nRUN ${mount('/root')} npm install -g pm2@5.0.0\n${end}`;
    expect(rewritten(id, before).text).toBe(before);
  });
});

describe('apt-cache-mounts', () => {
  const id = 'apt-cache-mounts';
  const install = 'apt-get update && apt-get install -y gcc';
  const scratch = 'FROM scratch\nCOPY --from=b /x /x\nCMD ["/x"]\n';

  test('a stage that only builds keeps what apt downloads', () => {
    const { text, safe, again } = rewritten(id, `FROM debian:12 AS b\nRUN ${install}\n${scratch}`);
    expect(text).toBe(
      `FROM debian:12 AS b\nRUN ${mount('/var/cache/apt', ',sharing=locked')} \\\n    ${mount('/var/lib/apt/lists', ',sharing=locked')} \\\n    rm -f /etc/apt/apt.conf.d/docker-clean && ${install}\n${scratch}`,
    );
    expect(safe).toEqual([true]);
    expect(again).toBe(text);
  });

  test.each([
    ['the stage is shipped', `FROM debian:12\nRUN ${install}\n`, /removed instead/],
    ['it is built on', `FROM debian:12 AS b\nRUN ${install}\nFROM b\nCMD ["ls"]\n`, /removed instead/],
    [
      'the lists are removed',
      `FROM debian:12 AS b\nRUN ${install} && rm -rf /var/lib/apt/lists/*\n${scratch}`,
      /\/var\/lib\/apt/,
    ],
    [
      'the lists come from an earlier RUN',
      `FROM debian:12 AS b\nRUN apt-get update\nRUN apt-get install -y gcc\n${scratch}`,
      /earlier RUN/,
    ],
    [
      'the lists are copied',
      `FROM debian:12 AS b\nRUN ${install}\nFROM debian:12-slim\nCOPY --from=b /var/lib /var/lib\n`,
      /copies \/var/,
    ],
    ['it is not known who runs it', `FROM own.example/b:1 AS b\nRUN ${install}\n${scratch}`, /as root on Debian/],
  ])('nothing where %s', (_, before, reason) => {
    const result = rewritten(id, before);
    expect(result.text).toBe(before);
    expect(result.reason).toMatch(reason);
  });
});
