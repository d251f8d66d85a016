import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const id = 'manifests-before-sources';
const node = (commands: string) => `FROM node:22-slim\nWORKDIR /app\n${commands}CMD ["node", "server.js"]\n`;
const dependencies = { express: '^5.0.0' };
const lock = JSON.stringify({ lockfileVersion: 3, packages: { '': { dependencies } } });
const plain = {
  'package.json': JSON.stringify({ dependencies }),
  'package-lock.json': lock,
  'server.js': '',
  '.dockerignore': 'node_modules\n',
};

describe('npm', () => {
  const before = node('# all of it\nCOPY . .\nRUN npm ci\nRUN npm run build\n');

  test('installs before the sources are there, and the comment goes with them', () => {
    const { text, safe, again } = rewritten(id, before, plain);
    expect(text).toBe(
      node('COPY package-lock.json package.json ./\nRUN npm ci\n# all of it\nCOPY . .\nRUN npm run build\n'),
    );
    expect(safe).toEqual([true]);
    expect(again).toBe(text);
  });

  test('whose node_modules are not ignored is to be looked at', () => {
    const { safe, proposals } = rewritten(id, before, { ...plain, '.dockerignore': 'dist\n' });
    expect(safe).toEqual([false]);
    expect(proposals[0]?.question).toMatch(/node_modules in .dockerignore/);
  });

  test('without a lock file is to be looked at', () => {
    const { safe, proposals, text } = rewritten(id, node('COPY . .\nRUN npm install\n'), {
      ...plain,
      'package-lock.json': '',
      '.dockerignore': 'node_modules\npackage-lock.json\n',
    });
    expect(safe).toEqual([false]);
    expect(proposals[0]?.question).toMatch(/Without a lock file/);
    expect(text).toContain('COPY package.json ./\nRUN npm install\nCOPY . .\n');
  });

  test('that may change a lock file which is not in sync is to be looked at', () => {
    const files = { ...plain, 'package.json': JSON.stringify({ dependencies: { express: '^4.0.0' } }) };
    const { safe, proposals } = rewritten(id, node('COPY . .\nRUN npm install\n'), files);
    expect(safe).toEqual([false]);
    expect(proposals[0]?.question).toMatch(/in sync/);
  });

  test.each([
    ['a script that may read sources', { scripts: { postinstall: 'node tools/setup.js' } }, /postinstall.*tools/],
    ['a workspace without packages', { workspaces: ['packages/*'] }, /None of the packages/],
    ['a package of the sources', { dependencies: { own: 'file:./own' } }, /file:\.\/own/],
    ['a package that generates from the sources', { dependencies: { '@prisma/client': '6.0.0' } }, /@prisma\/client/],
  ])('with %s stays as it is', (_, manifest, reason) => {
    const result = rewritten(id, before, { ...plain, 'package.json': JSON.stringify(manifest) });
    expect(result.text).toBe(before);
    expect(result.reason).toMatch(reason);
  });

  test.each([
    ['no scripts run', 'npm ci --ignore-scripts', { scripts: { postinstall: 'node x.js' }, dependencies }],
    ['husky finds no repository', 'npm ci', { scripts: { prepare: 'husky' }, dependencies }],
  ])('is moved where %s', (_, command, manifest) => {
    const files = { ...plain, 'package.json': JSON.stringify(manifest) };
    expect(rewritten(id, node(`COPY . .\nRUN ${command}\n`), files).safe).toEqual([true]);
  });

  test('in a folder of its own takes the manifests of that folder', () => {
    const files = {
      'web/package.json': '{}',
      'web/package-lock.json': lock,
      'main.js': '',
      '.dockerignore': '**/node_modules\n',
    };
    const { text } = rewritten(id, node('COPY . .\nRUN cd web && npm ci\n'), files);
    expect(text).toBe(node('COPY web/package-lock.json web/package.json ./web/\nRUN cd web && npm ci\nCOPY . .\n'));
  });
});

describe('other tools', () => {
  const cases: [string, string, Record<string, string>, string | RegExp][] = [
    [
      'pip takes the requirements that others name along',
      'FROM python:3.12-slim\nADD . /code\nWORKDIR /code\nRUN pip install -r dev.txt\n',
      { 'dev.txt': '-r base.txt\npytest==8.0.0\n', 'base.txt': 'flask==3.0.0\n', 'app.py': '' },
      'FROM python:3.12-slim\nCOPY base.txt dev.txt /code/\nWORKDIR /code\nRUN pip install -r dev.txt\nADD . /code\n',
    ],
    [
      'pip of the project itself',
      'FROM python:3.12-slim\nWORKDIR /code\nCOPY . .\nRUN pip install -e .\n',
      { 'setup.py': '' },
      /from the sources/,
    ],
    [
      'a requirement by path',
      'FROM python:3.12-slim\nWORKDIR /code\nCOPY . .\nRUN pip install -r r.txt\n',
      { 'r.txt': './vendor/own\n' },
      /vendor\/own/,
    ],
    [
      'go mod download',
      'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go mod download\nRUN go build -o /x .\n',
      { 'go.mod': 'module m\nrequire a.b/c v1.0.0\n', 'go.sum': '', 'main.go': '' },
      'FROM golang:1.24\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nRUN go build -o /x .\n',
    ],
    [
      'a module that is replaced by one of the sources',
      'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go mod download\n',
      { 'go.mod': 'module m\nreplace a.b/c => ./c\n', 'go.sum': '', 'main.go': '' },
      /replaces a module/,
    ],
    [
      'Bundler with a lock file for Linux',
      'FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nRUN bundle install\n',
      {
        Gemfile: "source 'https://rubygems.org'\ngem 'rack'\n",
        'Gemfile.lock': 'GEM\n  specs:\n    rack (3.0)\n\nPLATFORMS\n  x86_64-linux\n\nDEPENDENCIES\n  rack\n',
        'app.rb': '',
      },
      'FROM ruby:3.3\nWORKDIR /app\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\nCOPY . .\n',
    ],
    [
      'Bundler with a lock file of another system',
      'FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nRUN bundle install\n',
      {
        Gemfile: "gem 'rack'\n",
        'Gemfile.lock': 'PLATFORMS\n  arm64-darwin-23\n\nDEPENDENCIES\n  rack\n',
        'app.rb': '',
      },
      /not for Linux/,
    ],
    [
      'dotnet restore of two projects',
      'FROM mcr.microsoft.com/dotnet/sdk:8.0\nWORKDIR /src\nCOPY . .\nRUN dotnet restore\n',
      {
        'a/a.csproj': '<Project/>',
        'b/b.csproj': '<Project/>',
        'all.sln': '',
        'a/a.cs': '',
        '.dockerignore': '**/obj\n',
      },
      'FROM mcr.microsoft.com/dotnet/sdk:8.0\nWORKDIR /src\nCOPY all.sln ./\nCOPY a/a.csproj ./a/\nCOPY b/b.csproj ./b/\nRUN dotnet restore\nCOPY . .\n',
    ],
    [
      'dependencies of Maven',
      'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /src\nCOPY . .\nRUN mvn dependency:go-offline\nRUN mvn package\n',
      { 'pom.xml': '<project/>', 'src/A.java': '' },
      'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /src\nCOPY pom.xml ./\nRUN mvn dependency:go-offline\nCOPY . .\nRUN mvn package\n',
    ],
    [
      'dependencies of Maven by its wrapper',
      'FROM eclipse-temurin:21-jdk\nWORKDIR /src\nCOPY . .\nRUN ./mvnw dependency:go-offline\nRUN ./mvnw package\n',
      { 'pom.xml': '<project/>', mvnw: '', '.mvn/wrapper/maven-wrapper.properties': 'a=b\n', 'src/A.java': '' },
      'FROM eclipse-temurin:21-jdk\nWORKDIR /src\nCOPY mvnw pom.xml ./\nCOPY .mvn/wrapper/maven-wrapper.properties ./.mvn/wrapper/\nRUN ./mvnw dependency:go-offline\nCOPY . .\nRUN ./mvnw package\n',
    ],
    [
      'uv without the project',
      'FROM python:3.12\nWORKDIR /src\nCOPY . .\nRUN uv sync --frozen --no-install-project\n',
      { 'pyproject.toml': '[build-system]\n', 'uv.lock': '', 'a.py': '', '.dockerignore': '.venv\n' },
      'FROM python:3.12\nWORKDIR /src\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --frozen --no-install-project\nCOPY . .\n',
    ],
    [
      'Poetry with the project, in two steps',
      'FROM python:3.12\nWORKDIR /src\nCOPY . .\n# all of it\nRUN poetry install\n',
      { 'pyproject.toml': '', 'poetry.lock': '', 'a.py': '', '.dockerignore': '.venv\n' },
      'FROM python:3.12\nWORKDIR /src\nCOPY poetry.lock pyproject.toml ./\nRUN poetry install --no-root\nCOPY . .\n# all of it\nRUN poetry install\n',
    ],
    [
      'uv with the project, in two steps',
      'FROM python:3.12\nCOPY . /src\nWORKDIR /src\nRUN uv sync --no-dev\n',
      { 'pyproject.toml': '[build-system]\n', 'uv.lock': '', 'a.py': '', '.dockerignore': '.venv\n' },
      'FROM python:3.12\nCOPY pyproject.toml uv.lock /src/\nWORKDIR /src\nRUN uv sync --no-dev --frozen --no-install-project\nCOPY . /src\nRUN uv sync --no-dev\n',
    ],
    [
      'a project of uv that names another by its path',
      'FROM python:3.12\nWORKDIR /src\nCOPY . .\nRUN uv sync\n',
      { 'pyproject.toml': '[tool.uv.sources]\nown = { path = "./own" }\n', 'uv.lock': '', 'a.py': '' },
      /packages that are sources/,
    ],
    [
      'Composer, in two steps, with the packages that lie among the sources',
      'FROM php:8.3-cli\nWORKDIR /app\nCOPY . .\nRUN composer install --no-dev\n',
      {
        'composer.json': JSON.stringify({
          repositories: [
            { type: 'path', url: 'packages/*' },
            { type: 'vcs', url: 'x' },
          ],
        }),
        'composer.lock': '{}',
        'packages/own/composer.json': '{}',
        'a.php': '',
        '.dockerignore': 'vendor\n',
      },
      'FROM php:8.3-cli\nWORKDIR /app\nCOPY composer.json composer.lock ./\nCOPY packages ./packages/\nRUN composer install --no-dev --no-autoloader --no-scripts\nCOPY . .\nRUN composer install --no-dev\n',
    ],
    [
      'Composer with patches among the sources',
      'FROM php:8.3-cli\nWORKDIR /app\nCOPY . .\nRUN composer install\n',
      { 'composer.json': '{"extra":{"patches":{}}}', 'a.php': '' },
      /“patches” in composer\.json/,
    ],
    [
      'Composer with a package that lies elsewhere',
      'FROM php:8.3-cli\nWORKDIR /app\nCOPY . .\nRUN composer install\n',
      { 'composer.json': '{"repositories":{"own":{"type":"path","url":"../own"}}}', 'a.php': '' },
      /names packages that lie at \.\.\/own/,
    ],
    [
      'Composer without a lock file, where an update runs other scripts than an install',
      'FROM php:8.3-cli\nWORKDIR /app\nCOPY . .\nRUN composer install\n',
      { 'composer.json': '{"scripts":{"post-install-cmd":["@php warm.php"]}}', 'a.php': '' },
      /scripts of an update are run, and in a second run those of an install/,
    ],
    [
      'composer update',
      'FROM php:8.3-cli\nWORKDIR /app\nCOPY . .\nRUN composer update\n',
      { 'composer.json': '{}', 'composer.lock': '{}', 'a.php': '' },
      /is no install/,
    ],
  ];

  test.each(cases)('%s', (_, before, files, expected) => {
    const { text, reason, again, safe } = rewritten(id, before, files);
    if (typeof expected === 'string') {
      expect(text).toBe(expected);
      expect(safe).toEqual([true]);
      expect(again).toBe(text);
    } else {
      expect(text).toBe(before);
      expect(reason).toMatch(expected);
    }
  });
});

test('Composer without a lock file, and with vendor not ignored, is to be looked at', () => {
  const before = 'FROM php:8.3-cli\nWORKDIR /app\nCOPY . .\nRUN composer install\n';
  const { safe, proposals } = rewritten(id, before, { 'composer.json': '{}', 'a.php': '' });
  expect(safe).toEqual([false]);
  expect(proposals[0]?.question).toMatch(/Without a lock file.*\/app\/vendor in \.dockerignore/);
});

describe('what stands in the way', () => {
  test.each([
    [
      'a RUN between them that may read the sources',
      'COPY . .\nRUN ./configure.sh\nRUN npm ci\n',
      /may read the sources/,
    ],
    [
      'a build after a change of folder in the same RUN',
      'COPY . .\nRUN cd /app && npm ci && npm run build\n',
      /does more than to install: npm/,
    ],
    ['a build that is done anyway', 'COPY . .\nRUN npm ci; npm run build\n', /does more than to install: npm/],
    ['a condition', 'COPY . .\nRUN [ -f x ] && npm ci\n', /conditions/],
    ['a relative copy before WORKDIR', 'COPY . .\nWORKDIR /other\nRUN cd /app && npm ci\n', /WORKDIR named then/],
    ['an argument that names what is copied', 'ARG APP=.\nCOPY ${APP} .\nRUN npm ci\n', /is not known/],
    ['a volume', 'COPY . .\nVOLUME /app\nRUN npm ci\n', /VOLUME/],
    ['a folder that a variable names', 'COPY . .\nRUN cd $DIR && npm ci\n', /is not known/],
  ])('%s', (_, commands, reason) => {
    const result = rewritten(id, node(commands), plain);
    expect(result.text).toBe(node(commands));
    expect(result.reason).toMatch(reason);
  });

  test('without a context nothing is proposed', () => {
    const result = rewritten(id, node('COPY . .\nRUN npm ci\n'));
    expect(result.reason).toMatch(/context is not known/);
  });

  test('where the manifests come first already nothing is proposed', () => {
    const { reason } = rewritten(id, node('COPY package*.json ./\nRUN npm ci\nCOPY . .\n'), plain);
    expect(reason).toMatch(/No install comes after/);
  });
});

test('system packages, Windows line breaks, lower case and the owner of the copy stay what they were', () => {
  const before =
    'from node:22-slim\r\nworkdir /app\r\ncopy --chown=node:node [".", "."]\r\nrun apt-get update && apt-get install -y tini\r\nrun npm ci\r\nuser node\r\n';
  expect(rewritten(id, before, plain).text).toBe(
    'from node:22-slim\r\nworkdir /app\r\ncopy --chown=node:node package-lock.json package.json ./\r\nrun apt-get update && apt-get install -y tini\r\nrun npm ci\r\ncopy --chown=node:node [".", "."]\r\nuser node\r\n',
  );
});

test('several copies in front of an install keep their order behind it', () => {
  const before = node('COPY src ./src\nCOPY package.json package-lock.json ./\nCOPY server.js ./\nRUN npm ci\n');
  const { text, safe } = rewritten(id, before, { ...plain, 'src/a.js': '' });
  expect(text).toBe(node('COPY package.json package-lock.json ./\nRUN npm ci\nCOPY src ./src\nCOPY server.js ./\n'));
  expect(safe).toEqual([true]);
});

test('a RUN that installs and then builds is parted', () => {
  const before = node('COPY . .\nRUN --network=host npm ci && \\\n    npm run build && \\\n    npm test\n');
  const { text, safe, again } = rewritten(id, before, plain);
  expect(text).toBe(
    node(
      'COPY package-lock.json package.json ./\nRUN --network=host npm ci\nCOPY . .\nRUN --network=host npm run build && \\\n    npm test\n',
    ),
  );
  expect(safe).toEqual([true]);
  expect(again).toBe(text);
});

describe('what is no source stays where it is', () => {
  test.each([
    [
      'a certificate, which a command reads without naming it',
      'COPY corp.crt /usr/local/share/ca-certificates/\nRUN update-ca-certificates\n',
    ],
    ['repositories of the system', 'COPY sources.list /etc/apt/\nRUN apt-get update && apt-get install -y tini\n'],
    ['settings of a user, which the install reads', 'COPY .npmrc /root/.npmrc\n'],
    ['an archive that is unpacked elsewhere', 'ADD data.tar.gz /opt/\n'],
  ])('%s', (_, first) => {
    const files = { ...plain, 'corp.crt': '', 'sources.list': '', '.npmrc': '', 'data.tar.gz': '' };
    const { text, again } = rewritten(id, node(`${first}COPY server.js *.json ./\nRUN npm ci\n`), files);
    expect(text).toBe(node(`${first}COPY package-lock.json package.json ./\nRUN npm ci\nCOPY server.js *.json ./\n`));
    expect(again).toBe(text);
  });

  test('but sources that come along with such settings are not moved', () => {
    const before = node('COPY root /\nRUN update-ca-certificates\nCOPY package*.json ./\nRUN npm ci\n');
    const files = { ...plain, 'root/etc/a.conf': '', 'root/srv/data.json': '' };
    const { text, reason } = rewritten(id, before, files);
    expect(text).toBe(before);
    expect(reason).toMatch(/settings of the system/);
  });
});

test('a RUN that takes away again what it installs stays whole in the last stage, and is parted in front of it', () => {
  const before = node('COPY . .\nRUN npm ci && npm run build && npm prune --omit=dev\n');
  const { text, reason } = rewritten(id, before, plain);
  expect(text).toBe(before);
  expect(reason).toMatch(/takes away again/);
  const stages = `${before}FROM node:22-slim\nCOPY --from=0 /app /app\n`;
  expect(rewritten(id, stages, plain).text).toContain('RUN npm ci\nCOPY . .\nRUN npm run build && npm prune');
});
