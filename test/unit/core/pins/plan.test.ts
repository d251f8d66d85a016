import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { allRules, lint } from '../../../../src/core/lint/engine.ts';
import { packageManagers } from '../../../../src/core/pins/managers/index.ts';
import { pinsFor, planPins } from '../../../../src/core/pins/plan.ts';
import { applyEdits } from '../../../../src/core/text.ts';

const planOf = (text: string) => {
  const dockerfile = parseDockerfile(text);
  return planPins(dockerfile, lint(dockerfile));
};

/** The text with version 1.2 behind every package that can be asked about, and the findings about pins that are left. */
function pinned(text: string): { text: string; findings: string[] } {
  const edits = planOf(text).questions.flatMap(
    (question) => pinsFor(question, new Map(question.packages.map(({ name }) => [name, '1.2']))).edits,
  );
  const after = applyEdits(text, edits);
  const codes = new Set(packageManagers.map(({ code }) => code));
  return { text: after, findings: lint(parseDockerfile(after)).flatMap(({ code }) => (codes.has(code) ? [code] : [])) };
}

describe('a version is written behind each package that has none', () => {
  test.each([
    [
      'apt',
      'apt-get install -y curl g++ wget=1 libc6:i386',
      'apt-get install -y curl=1.2 g++=1.2 wget=1 libc6:i386=1.2',
    ],
    ['apk', 'apk add --no-cache --virtual .deps curl', 'apk add --no-cache --virtual .deps curl=1.2'],
    ['pip', 'pip install -U pip "uvicorn[standard]" a==1', 'pip install -U pip==1.2 "uvicorn[standard]==1.2" a==1'],
    ['pip as a module', 'python3 -m pip install flask', 'python3 -m pip install flask==1.2'],
    ['npm', 'npm install -g typescript @angular/cli a@1', 'npm install -g typescript@1.2 @angular/cli@1.2 a@1'],
    ['gem', 'gem install bundler rake:1', 'gem install bundler:1.2 rake:1'],
    ['yum', 'yum install -y httpd', 'yum install -y httpd-1.2'],
    ['dnf', 'dnf install -y httpd gcc-c++', 'dnf install -y httpd-1.2 gcc-c++-1.2'],
    ['zypper', 'zypper install -y git', 'zypper install -y git=1.2'],
  ])('%s', (_, before, after) => {
    expect(pinned(`FROM debian:12\nRUN ${before}\n`)).toEqual({ text: `FROM debian:12\nRUN ${after}\n`, findings: [] });
  });

  test('continuations, comments and quotes stay', () => {
    const text = `FROM debian:12
RUN apt-get install -y \\
    # for downloads
    curl \\

    'make' "gc\\
c"
`;
    const { text: after, findings } = pinned(text);
    expect(after).toBe(
      text.replace(' curl ', ' curl=1.2 ').replace("'make'", "'make=1.2'").replace('c"\n', 'c=1.2"\n'),
    );
    expect(findings).toEqual([]);
  });

  test('in the exec form, in a heredoc, and in what ONBUILD puts off', () => {
    const text = `FROM debian:12
RUN ["apt-get", "install", "-y", "curl"]
RUN <<EOF
apt-get install -y curl
EOF
ONBUILD RUN apt-get install -y curl
`;
    const { text: after, findings } = pinned(text);
    expect(after).toBe(text.replaceAll('curl', 'curl=1.2'));
    expect(findings).toEqual([]);
  });

  test('where two package managers work in one RUN, each has its own', () => {
    const { text } = pinned(
      'FROM debian:12\nRUN apt-get install -y python3-pip && pip install flask && pip install a\n',
    );
    expect(text).toContain('python3-pip=1.2 && pip install flask==1.2 && pip install a==1.2');
  });

  test('what a shell would look at twice is no version', () => {
    const [question] = planOf('FROM debian:12\nRUN apt-get install -y curl\n').questions;
    for (const version of ['$(id)', '1 2', '1;x', '`x`', '-rf', "1'"]) {
      expect(question && pinsFor(question, new Map([['curl', version]])).edits).toEqual([]);
    }
  });
});

describe('what is asked', () => {
  const asked = (text: string) =>
    planOf(text).questions.map(({ manager, image, platform, packages }) => ({
      manager: manager.name,
      image,
      platform,
      names: packages.map(({ name }) => name),
    }));

  test('is one question for all that a package manager installs on an image, from stage to stage', () => {
    const text = `ARG TAG=12
FROM debian:\${TAG} AS base
RUN apt-get install -y curl
FROM base AS middle
RUN apt-get install -y wget
FROM middle
RUN apt-get install -y git curl
`;
    const names = ['curl', 'wget', 'git', 'curl'];
    expect(asked(text)).toEqual([{ manager: 'apt', image: 'debian:12', platform: undefined, names }]);
  });

  test('is asked for the platform that FROM names, and for that of the engine where a variable does', () => {
    const platform = (flag: string) => asked(`FROM ${flag} debian:12\nRUN apt-get install -y curl\n`)[0]?.platform;
    expect(platform('--platform=linux/arm64')).toBe('linux/arm64');
    expect(platform('--platform=$BUILDPLATFORM')).toBeUndefined();
  });

  test('goes by the flags and variables that say where packages come from', () => {
    const environment = (text: string) => planOf(`FROM python:3\n${text}\n`).questions[0]?.environment;
    const both = 'ENV PIP_INDEX_URL=https://a/simple\nENV HTTPS_PROXY=http://p:1 OTHER=1\nRUN pip3 install x';
    expect(environment(both)).toEqual({
      QUAYSIDE_TOOL: 'pip3',
      PIP_INDEX_URL: 'https://a/simple',
      HTTPS_PROXY: 'http://p:1',
    });
    const flags =
      'ARG HOST=b\nRUN pip install --pre -i "https://$HOST/x" --extra-index-url=u --extra-index-url v flask';
    expect(environment(flags)).toEqual({
      QUAYSIDE_TOOL: 'pip',
      PIP_PRE: '1',
      PIP_INDEX_URL: 'https://b/x',
      PIP_EXTRA_INDEX_URL: 'u v',
    });
    expect(environment('RUN PIP_INDEX_URL=https://c pip install x')).toMatchObject({ PIP_INDEX_URL: 'https://c' });
    expect(environment('RUN apt-get install -y -t bookworm-backports git')).toEqual({
      QUAYSIDE_TOOL: 'apt-get',
      QUAYSIDE_RELEASE: 'bookworm-backports',
    });
  });

  test('is nothing where no finding names packages', () => {
    expect(planOf('FROM debian:12\nRUN apt-get install -y curl=1\n')).toEqual({ questions: [], left: [] });
    expect(planOf('FROM debian:12\n# hadolint ignore=DL3008\nRUN apt-get install -y curl\n').questions).toEqual([]);
  });
});

describe('what stays as it is, and why', () => {
  test.each([
    ['FROM debian:12\nRUN apt-get install -y $MORE', `$${'{MORE}'}`, 'it is not the plain name of a package'],
    ['FROM debian:12\nRUN npm install -g me/repository', 'me/repository', 'it is not the plain name of a package'],
    ['FROM scratch\nRUN apt-get install -y curl', 'curl', 'FROM scratch brings no package manager'],
    [
      'ARG TAG\nFROM debian:$TAG\nRUN apt-get install -y curl',
      'curl',
      'FROM debian:$TAG hangs on a build argument without a default',
    ],
    ['FROM Debian\nRUN apt-get install -y curl', 'curl', '“Debian” is not a name that an image can have'],
    [
      'FROM python:3\nARG INDEX\nRUN pip install --index-url $INDEX flask',
      'flask',
      'only the build knows what --index-url says',
    ],
  ])('%s', (text, name, why) => {
    expect(planOf(`${text}\n`)).toEqual({ questions: [], left: [{ name, why }] });
  });

  const other = (line: number, manager: string) =>
    `line ${line} changes where ${manager} takes packages from, and what earlier steps bring is not looked at`;

  test.each([
    [
      'FROM debian:12 AS a\nCOPY my.list /etc/apt/sources.list.d/\nFROM a\nRUN apt-get install -y curl',
      'curl',
      other(2, 'apt'),
    ],
    [
      'FROM debian:12\nRUN set -e; \\\n  # keys\n  curl -fsSL https://deb.nodesource.com/setup_22.x | bash - && \\\n  apt-get install -y nodejs',
      'nodejs',
      other(4, 'apt'),
    ],
    ['FROM fedora:41\nRUN dnf install -y epel-release-9\nRUN dnf install -y jq', 'jq', other(2, 'dnf')],
    ['FROM python:3\nCOPY pip.conf /etc/\nRUN pip install flask', 'flask', other(2, 'pip')],
    ['FROM node:22\nCOPY .npmrc .\nRUN npm install -g a', 'a', other(2, 'npm')],
  ])('what comes from elsewhere since an earlier step: %s', (text, name, why) => {
    expect(planOf(`${text}\n`)).toEqual({ questions: [], left: [{ name, why }] });
  });

  test('but not for a later step, a comment, a mirror, or the sources of another package manager', () => {
    const text = `FROM debian:12
RUN set -e; \\
    # /etc/apt/sources.list.d
    sed -i 's/deb.debian.org/mirror/' /etc/apt/sources.list && apt-get install -y curl
COPY pip.conf /etc/
RUN apt-get install -y wget && echo deb x > /etc/apt/sources.list.d/x.list
`;
    expect(planOf(text).questions.flatMap(({ packages }) => packages.map(({ name }) => name))).toEqual([
      'curl',
      'wget',
    ]);
  });

  test('a package that the package manager does not know', () => {
    const [question] = planOf('FROM debian:12\nRUN apt-get install -y curl nothing\n').questions;
    expect(question && pinsFor(question, new Map([['curl', '1']]), 'it is too late').left).toEqual([
      { name: 'nothing', why: 'apt in debian:12 could not tell: it is too late' },
    ]);
  });
});

test('there is a package manager for each rule that says its findings can be pinned, and for no other', () => {
  const offering = allRules.filter(({ fix }) => typeof fix === 'object' && fix.action === 'packages');
  expect(packageManagers.map(({ code }) => code).sort()).toEqual(offering.map(({ code }) => code).sort());
});
