/** Programs that stand in for ShellCheck where a real one cannot be made to behave like that. */
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findShellCheck } from '../../../../src/adapters/shellcheck/find.ts';
import { runShellCheck } from '../../../../src/adapters/shellcheck/run.ts';
import { ShellCheck } from '../../../../src/adapters/shellcheck/shellcheck.ts';

let folder: string;
let count = 0;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'quayside-shellcheck-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(script: string, name = `program-${count++}`): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const silent = `cat > /dev/null; echo '{"comments":[]}'`;

describe.skipIf(process.platform === 'win32')('a program that is no good', () => {
  test.each([
    ['exit 3', /ended with 3\.$/],
    ['echo "broken: it is" >&2; exit 4', /ended with 4: broken: it is\.$/],
    ['cat > /dev/null; echo garbage', /did not answer as ShellCheck/],
    ['cat > /dev/null; echo "[]"; exit 1', /did not answer as ShellCheck/],
    ['kill -9 $$', /was ended by SIGKILL/],
  ])('%s', async (script, sentence) => {
    await expect(runShellCheck(program(script), 'true')).rejects.toThrow(sentence);
  });

  test('is given up when it does not come to an end', async () => {
    await expect(runShellCheck(program('exec sleep 60'), 'true', { timeout: 50 })).rejects.toThrow('did not finish');
  });

  test('does not start when it is not there', async () => {
    await expect(runShellCheck(path.join(folder, 'none'), 'true')).rejects.toThrow(/does not start: ENOENT/);
  });

  test('is stopped by who asked, with the reason they gave', async () => {
    const stopping = new AbortController();
    const run = runShellCheck(program('exec sleep 60'), 'true', { signal: stopping.signal });
    stopping.abort(new Error('enough'));
    await expect(run).rejects.toThrow('enough');
  });

  test('may close its input before it was read', async () => {
    const deaf = program(`exec <&-; echo '{"comments":[]}'`);
    await expect(runShellCheck(deaf, 'x'.repeat(1_000_000))).resolves.toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a script', () => {
  const recorded = () => readFileSync(path.join(folder, 'runs'), 'utf8').split('\n').filter(Boolean);
  const recording = (answer = silent) => program(`echo run >> '${path.join(folder, 'runs')}'; ${answer}`);

  test('is read once', async () => {
    const shellCheck = new ShellCheck(recording());
    expect(shellCheck.get('true')).toBeUndefined();
    await shellCheck.check(['true', 'true']);
    await shellCheck.check(['true']);
    expect(shellCheck.get('true')).toEqual([]);
    expect(recorded()).toHaveLength(1);
  });

  test('that makes the program fail is tried once, and the others are read all the same', async () => {
    const shellCheck = new ShellCheck(recording(`read -r line; if [ "$line" = bad ]; then exit 3; fi; ${silent}`));
    await expect(shellCheck.check(['bad', 'good'])).rejects.toThrow('ended with 3');
    await shellCheck.check(['bad', 'good']);
    expect([shellCheck.get('bad'), shellCheck.get('good'), shellCheck.isSettled('bad')]).toEqual([undefined, [], true]);
    expect(recorded()).toHaveLength(2);
  });

  test('that nobody asked for the longest is forgotten first', async () => {
    const shellCheck = new ShellCheck(program(silent), 2);
    await shellCheck.check(['a']);
    await shellCheck.check(['b']);
    expect(shellCheck.get('a')).toEqual([]);
    await shellCheck.check(['c']);
    expect(['a', 'b', 'c'].map((input) => shellCheck.isSettled(input))).toEqual([true, false, true]);
  });

  test('whose check is called off is open still, and the next check is not held up', async () => {
    const shellCheck = new ShellCheck(
      program(`read -r line; if [ "$line" = slow ]; then exec sleep 60; fi; ${silent}`),
    );
    const stopping = new AbortController();
    const slow = shellCheck.check(['slow\n'], { signal: stopping.signal });
    const next = shellCheck.check(['quick\n']);
    stopping.abort(new Error('typed on'));
    await expect(slow).rejects.toThrow('typed on');
    await next;
    expect([shellCheck.isSettled('slow\n'), shellCheck.isSettled('quick\n')]).toEqual([false, true]);
  });

  test('is given on standard input, and no option from elsewhere has a say', async () => {
    const seen = path.join(folder, 'seen');
    const watching = program(
      `printf '%s|' "$SHELLCHECK_OPTS" "$@" > '${seen}'; cat >> '${seen}'; echo '{"comments":[]}'`,
    );
    process.env.SHELLCHECK_OPTS = '-e SC2086';
    try {
      await runShellCheck(watching, 'echo "$secret"');
    } finally {
      delete process.env.SHELLCHECK_OPTS;
    }
    expect(readFileSync(seen, 'utf8')).toBe(
      '|--norc|--format=json1|--severity=style|--exclude=1090,1091,2187|-|echo "$secret"',
    );
  });
});

describe.skipIf(process.platform === 'win32')('where ShellCheck is', () => {
  test('is the first place on the PATH that has a program of that name', async () => {
    const file = program('true', 'shellcheck');
    const other = mkdtempSync(path.join(folder, 'other-'));
    appendFileSync(path.join(other, 'shellcheck'), 'no program');
    const env = { PATH: [other, folder].join(path.delimiter) };
    expect(await findShellCheck('auto', env)).toBe(file);
    expect(await findShellCheck('shellcheck', env)).toBe(file);
  });

  test('is no folder relative to wherever one stands', async () => {
    program('true', 'shellcheck');
    const relative = path.relative(process.cwd(), folder);
    expect(await findShellCheck('auto', { PATH: relative })).toBeUndefined();
    expect(await findShellCheck(path.join(relative, 'shellcheck'), {})).toBeUndefined();
  });

  test('is the path that is named, where there is a program', async () => {
    const file = program('true');
    expect(await findShellCheck(file, {})).toBe(file);
    expect(await findShellCheck(folder, {})).toBeUndefined();
    expect(await findShellCheck(path.join(folder, 'none'), {})).toBeUndefined();
  });

  test('is nowhere when it is off', async () => {
    program('true', 'shellcheck');
    expect(await findShellCheck('off', { PATH: folder })).toBeUndefined();
  });
});
