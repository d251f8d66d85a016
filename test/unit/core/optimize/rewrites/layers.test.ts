import { describe, expect, test } from 'vitest';
import { optimize } from '../../../../../src/core/optimize/optimize.ts';
import { contextOf } from '../build-context.ts';
import { rewritten } from '../rewritten.ts';

const files = { 'entry.sh': '#!/bin/sh\n', 'data/a': 'a', 'data/b': 'b' };

describe('copy-chmod', () => {
  const copy = 'FROM debian:12-slim\nCOPY entry.sh /entry.sh\n';

  test('a numeric mode of one file goes into its COPY', () => {
    const { text, safe, again } = rewritten(
      'copy-chmod',
      `${copy}RUN chmod 0755 /entry.sh\nCMD ["/entry.sh"]\n`,
      files,
    );
    expect(text).toBe(
      'FROM debian:12-slim\nCOPY --chmod=0755 /entry.sh\nCMD ["/entry.sh"]\n'.replace('0755 ', '0755 entry.sh '),
    );
    expect(safe).toEqual([true]);
    expect(again).toBe(text);
  });

  test('a file in the folder of WORKDIR is found by its relative path', () => {
    const { text } = rewritten(
      'copy-chmod',
      'FROM debian:12-slim\nWORKDIR /app\nCOPY entry.sh ./\nRUN chmod 755 entry.sh\n',
      files,
    );
    expect(text).toBe('FROM debian:12-slim\nWORKDIR /app\nCOPY --chmod=755 entry.sh ./\n');
  });

  test.each([
    ['the mode is symbolic', 'RUN chmod +x /entry.sh\n'],
    ['the RUN does more', 'RUN chmod 755 /entry.sh && touch /x\n'],
    ['another file is meant', 'RUN chmod 755 /other.sh\n'],
    ['a folder between them has to be there', 'RUN mkdir /x\nRUN chmod 755 /entry.sh\n'],
  ])('nothing where %s', (_, run) => {
    expect(rewritten('copy-chmod', copy + run, files).text).toBe(copy + run);
  });

  test.each([
    ['+x', 0o644, '755'],
    ['+x', 0o755, '755'],
    ['a+x', 0o644, '755'],
    ['u+x', 0o644, '744'],
    ['u=rwx,go=rx', 0o644, '755'],
    ['go-rwx', 0o755, '700'],
    ['u-rwx', 0o644, '044'],
    ['+rx', 0o644, '755'],
  ])('%s on a file of mode %o is %s', (change, before, mode) => {
    const context = contextOf(files, { modes: { 'entry.sh': before } });
    const { safe } = optimize(`${copy}RUN chmod ${change} /entry.sh\n`, { only: ['copy-chmod'], context });
    expect(safe.text).toBe(`FROM debian:12-slim\nCOPY --chmod=${mode} entry.sh /entry.sh\n`);
  });

  test.each([
    ['the mode is that of one machine', '+x', 0o664],
    ['the mode is not known, as on Windows', '+x', undefined],
    ['the umask has a say', '+w', 0o644],
    ['the umask has a say in what is left', '=rx', 0o644],
    ['a bit is meant that no number of three digits has', 'u+s', 0o755],
  ])('nothing symbolic where %s', (_, change, before) => {
    const text = `${copy}RUN chmod ${change} /entry.sh\n`;
    const context = contextOf(files, before === undefined ? {} : { modes: { 'entry.sh': before } });
    expect(optimize(text, { only: ['copy-chmod'], context }).all.text).toBe(text);
  });

  test.each([
    ['what is copied', 'ARG FILE=entry.sh\nCOPY ${FILE} /entry.sh\n'],
    ['what is copied, by way of ENV', 'ARG FILE=entry.sh\nENV NAME=$FILE\nCOPY $NAME /entry.sh\n'],
    ['where to', 'ARG TO=/entry.sh\nCOPY entry.sh $TO\n'],
  ])('nothing where an ARG names %s: it may be handed in, and be a folder', (_, copies) => {
    const text = `FROM debian:12-slim\n${copies}RUN chmod 755 /entry.sh\n`;
    expect(rewritten('copy-chmod', text, files).text).toBe(text);
  });

  test('nothing for a folder, whose files have other modes than itself', () => {
    const folder = 'FROM debian:12-slim\nCOPY data /data\nRUN chmod 755 /data\n';
    expect(rewritten('copy-chmod', folder, files).text).toBe(folder);
  });

  test('nothing where the build context is not known: it may be a folder', () => {
    const text = `${copy}RUN chmod 755 /entry.sh\n`;
    expect(rewritten('copy-chmod', text).reason).toMatch(/No file is copied/);
  });
});

describe('copy-chown', () => {
  const base = 'FROM node:22-slim\n';

  test('the owner of a folder that the copy makes goes into the COPY', () => {
    const { text, safe, again } = rewritten(
      'copy-chown',
      `${base}COPY data /data\nRUN chown -R node:node /data\nUSER node\n`,
      files,
    );
    expect(text).toBe(`${base}COPY --chown=node:node data /data\nUSER node\n`);
    expect(safe).toEqual([true]);
    expect(again).toBe(text);
  });

  test.each([
    ['WORKDIR has made the folder', 'WORKDIR /data\nCOPY data /data\nRUN chown -R node:node /data\n'],
    ['an earlier RUN has made it', 'RUN mkdir /data\nCOPY data /data\nRUN chown -R node:node /data\n'],
    ['no group is named', 'COPY data /data\nRUN chown -R node /data\n'],
    ['the folder is one of the image', 'COPY data /opt\nRUN chown -R node:node /opt\n'],
    ['its parents would be made too', 'COPY data /a/b\nRUN chown -R node:node /a/b\n'],
    ['more is given the owner', 'COPY data /data\nRUN chown -R node:node /data /tmp\n'],
    ['the owner is a variable', 'COPY data /data\nRUN chown -R $WHO:$WHO /data\n'],
  ])('nothing where %s', (_, rest) => {
    expect(rewritten('copy-chown', base + rest, files).text).toBe(base + rest);
  });
});

describe('merge-runs', () => {
  test('two RUNs side by side become one', () => {
    const { text, safe } = rewritten('merge-runs', 'FROM debian:12-slim\nRUN mkdir /a\nRUN mkdir /b\n');
    expect(text).toBe('FROM debian:12-slim\nRUN mkdir /a \\\n    && mkdir /b\n');
    expect(safe).toEqual([true]);
  });

  test.each([
    ['a folder is left behind', 'RUN cd /tmp\nRUN touch a\n'],
    ['a variable is left behind', 'RUN export A=1\nRUN echo "$A"\n'],
    ['the second has a mount', 'RUN true\nRUN --mount=type=cache,target=/c true\n'],
    ['a heredoc is in between', 'RUN <<EOF\ntrue\nEOF\nRUN true\n'],
  ])('nothing safe where %s', (_, rest) => {
    expect(rewritten('merge-runs', `FROM debian:12-slim\n${rest}`).safe).not.toContain(true);
  });
});

describe('exec-form', () => {
  const text =
    'FROM debian:12-slim AS build\nCOPY entry.sh /srv/\n\nFROM debian:12-slim\nCOPY --from=build /srv/ /srv/\nCMD /srv/entry.sh --all\n';

  test('what is started becomes the first process', () => {
    const result = rewritten('exec-form', text, files);
    expect(result.text).toContain('CMD ["/srv/entry.sh", "--all"]\n');
    expect(result.again).toBe(result.text);
  });

  test('a script that does not say what runs it is left to the shell, whatever stage brings it', () => {
    const plain = { ...files, 'entry.sh': 'python manage.py migrate\n' };
    const result = rewritten('exec-form', text, plain);
    expect(result.text).toBe(text);
    expect(result.reason).toContain('without #! in its first line');
  });
});
