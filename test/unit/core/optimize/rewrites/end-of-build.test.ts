import { describe, expect, test } from 'vitest';
import { optimize } from '../../../../../src/core/optimize/optimize.ts';
import { contextOf } from '../build-context.ts';
import { rewritten } from '../rewritten.ts';

/** A program in C on an image that holds a compiler, built by these instructions. */
const c = (instructions: string) => `FROM gcc:12\nWORKDIR /src\nCOPY . .\n${instructions}\nCMD ["/src/shop"]\n`;
const files = { Makefile: 'all:\n', 'shop.c': '', 'entry.sh': '' };
const result = (instructions: string) => rewritten('c-multi-stage', c(instructions), files).text;
const collect = 'mkdir /tmp/runtime-libraries && (ldd /src/shop > /tmp/libraries || true)';

describe('libraries are collected in the RUN that builds', () => {
  test.each([
    ['alone', 'RUN make'],
    ['in another folder', 'RUN cd /src && make'],
    ['with a mount', 'RUN --mount=type=cache,target=/root/.ccache make'],
  ])('%s', (_, run) => {
    expect(result(run)).toContain(`${run} \\\n    && ${collect}`);
  });

  test('and what is copied or given a mode behind it does not run it again', () => {
    const text = result('RUN make\nCOPY entry.sh /\nRUN chmod +x /entry.sh');
    expect(text).toContain(`RUN make \\\n    && ${collect}`);
    expect(text).toContain('\nCOPY entry.sh /\nRUN chmod +x /entry.sh\n\nFROM ');
  });

  test.each([
    ['may fail', 'RUN make || true'],
    ['is a pipe', 'RUN make | cat'],
    ['has a comment', 'RUN make # all'],
    ['ends with an option of the shell', 'RUN make && set -u'],
    ['is no shell', 'RUN ["make"]'],
    ['installs packages', 'RUN apt-get update && apt-get install -y ccache && make'],
    ['has the folder in a mount', 'RUN --mount=type=tmpfs,target=/tmp make'],
  ])('and in one of their own where it %s', (_, run) => {
    expect(result(run)).toContain(`${run}\nRUN ${collect}`);
  });

  test('and behind what copies the program', () => {
    expect(result('RUN make && strip shop\nCOPY shop.c /src/shop')).toContain(`COPY shop.c /src/shop\nRUN ${collect}`);
  });
});

describe('a RUN that only removes', () => {
  test.each([
    ['what stays in the build stage is left out, with its comment', '# it is big\nRUN rm -rf build obj'],
    ['what lies elsewhere is left out', 'RUN rm -rf /root/.ccache && rm -f /var/tmp/log'],
  ])('%s', (_, run) => {
    expect(result(`RUN make\n${run}`)).toBe(result('RUN make'));
  });

  test.each([
    ['a part of what is copied', 'RUN mkdir /data && touch /data/a && make\nRUN rm -rf /data/a'],
    ['what a pattern matches', 'RUN make\nRUN rm -rf *.o'],
    ['and does something else', 'RUN make\nRUN rm -rf obj && touch /src/done'],
    ['in front of a RUN that builds', 'RUN rm -rf obj\nRUN make'],
  ])('%s stays', (_, instructions) => {
    const [removing] = /RUN rm.*/.exec(instructions) as RegExpExecArray;
    expect(result(instructions)).toContain(removing);
  });
});

describe('what collects the libraries of packages', () => {
  const install =
    'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "app.py"]\n';
  const sources = { 'requirements.txt': 'numpy\n', 'app.py': 'import numpy\n', '.dockerignore': '' };
  const both = (text: string) =>
    optimize(text, { only: ['python-multi-stage', 'manifests-before-sources'], context: contextOf(sources) }).all.text;

  test('comes before the sources, too, when the installation does', () => {
    const [build = ''] = both(install).split('\n\nFROM ');
    expect(build).toMatch(/^COPY requirements\.txt \.\/\nRUN pip install (.|\n)*\nRUN mkdir (.|\n)*\nCOPY \. \.$/m);
    expect(build.match(/^COPY/gm)).toHaveLength(2);
  });

  test('stays behind them where it looks at what is copied', () => {
    const venv = install
      .replace('COPY', 'RUN python -m venv /app\nENV PATH=/app/bin:$PATH\nCOPY')
      .replace('pip', '/app/bin/pip');
    expect(both(venv)).not.toMatch(/^RUN mkdir (.|\n)*\nCOPY \. \.\n/m);
  });
});

test('the folder of a build that nothing of it is needed from is not made again', () => {
  const text = (after: string) =>
    rewritten('c-multi-stage', c(`RUN make && cp shop /opt/shop${after}`).replace('/src/shop', '/opt/shop'), {
      Makefile: files.Makefile,
      'shop.c': '',
    }).text;
  const last = (after: string) => text(after).slice(text(after).lastIndexOf('\nFROM '));
  expect(last('\nWORKDIR /opt')).not.toContain('WORKDIR /src');
  expect(last('\nWORKDIR ..')).toContain('WORKDIR /src');
  expect(last('')).toContain('WORKDIR /src');
});
