import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lintFolder } from './lint-folder.ts';

const { cwd, home, write, quaysideLint, refusal } = lintFolder();

test('findings are told with their true place, and the process fails', async () => {
  await write('Dockerfile', 'FROM debian:latest\nRUN a \\\n  && apt-get install -y --no-install-recommends curl\n');
  const { code, stdout, stderr } = await quaysideLint(['Dockerfile']);
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^Dockerfile:1:13 DL3007 warning: Name a version/),
    expect.stringMatching(/^Dockerfile:3:49 DL3008 warning: Pin/),
    '',
  ]);
  expect(stderr).toBe('');
  expect(code).toBe(1);
});

test('a file without findings says nothing and succeeds', async () => {
  await write('Dockerfile', 'FROM debian:12.5\nCMD ["true"]\n');
  expect(await quaysideLint(['Dockerfile'])).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('JSON has hadolint’s fields: the first line of the instruction, and the column on it', async () => {
  await write('a', 'FROM debian\n');
  await write('b', '\nFROM a:1\n  RUN x && \\\n    pip install y==1\n');
  const { code, stdout } = await quaysideLint(['-f', 'json', 'a', 'b']);
  expect(JSON.parse(stdout)).toEqual([
    {
      file: 'a',
      line: 1,
      column: 6,
      level: 'warning',
      code: 'DL3006',
      message: expect.any(String),
      range: { start: { line: 1, column: 6 }, end: { line: 1, column: 12 } },
    },
    {
      file: 'b',
      line: 3,
      column: 1,
      level: 'warning',
      code: 'DL3042',
      message: expect.any(String),
      range: { start: { line: 4, column: 5 }, end: { line: 4, column: 16 } },
    },
  ]);
  expect(code).toBe(1);
});

test.each([[], ['--compat']])('a byte order mark is no character of the first line %j', async (...flags) => {
  await write('Dockerfile', '\ufeffFROM debian\n');
  expect((await quaysideLint([...flags, 'Dockerfile'])).stdout).toMatch(/^Dockerfile:1:6 DL3006 /);
});

test('JSON without findings is an empty list', async () => {
  await write('Dockerfile', 'FROM a:1\n');
  expect(await quaysideLint(['--format', 'json', 'Dockerfile'])).toMatchObject({ code: 0, stdout: '[]\n' });
});

test('standard input is named -', async () => {
  const { code, stdout } = await quaysideLint(['-'], { stdin: 'FROM debian\n' });
  expect(stdout).toMatch(/^-:1:6 DL3006 /);
  expect(code).toBe(1);
});

test('a file that does not parse is told of, and so is the rest of it', async () => {
  await write('Dockerfile', 'FROM debian\nRUM x\n');
  const { code, stdout } = await quaysideLint(['Dockerfile']);
  expect(stdout).toMatch(/:1:6 DL3006 warning: .*\n.*:2:1 DL1000 error: /);
  expect(code).toBe(1);
});

test('--compat tells what hadolint tells, with the levels that the configuration gives', async () => {
  await write('Dockerfile', 'FROM debian AS Base\nRUN echo $HOME\nEXPOSE 80 443\n');
  await write('Unreadable', 'FROM debian\nEXPOSE ${PORT:-80}\n');
  const { code, stdout } = await quaysideLint(['--compat', '--info', 'DL3006', 'Dockerfile', 'Unreadable']);
  expect(stdout).toMatch(/^Dockerfile:1:6 DL3006 info: [^\n]*\nUnreadable:2:1 DL1000 error: [^\n]*\n$/);
  expect(code).toBe(1);
});

test('a file that is not there is one sentence, and the others are still linted', async () => {
  await write('Dockerfile', 'FROM a:1\nUSER 0\n');
  const { code, stdout, stderr } = await quaysideLint(['nowhere', 'Dockerfile', 'Dockerfile/x', '--no-fail']);
  expect(stderr).toBe('There is no file nowhere.\nThere is no file Dockerfile/x.\n');
  expect(stdout).toMatch(/^Dockerfile:2:6 DL3002 /);
  expect(code).toBe(1);
});

test.each([
  [['--no-fail'], 0],
  [['-t', 'error'], 0],
  [['--failure-threshold', 'warning'], 1],
  [['-t', 'none'], 0],
  [['--ignore', 'DL3006'], 0],
  [['--ignore', 'DL3007', '--ignore', 'DL3006'], 0],
  [['--error', 'DL3006', '-t', 'error'], 1],
  [['--style', 'DL3006'], 0],
])('with %j a warning ends with %i', async (flags, expected) => {
  await write('Dockerfile', 'FROM debian\n');
  expect((await quaysideLint([...flags, 'Dockerfile'])).code).toBe(expected);
});

test('the configuration is found in the current folder before the person’s own', async () => {
  await write('Dockerfile', 'FROM debian\nUSER 0\n');
  await mkdir(path.join(home(), '.config'));
  await write('home/.config/hadolint.yaml', 'ignored: [DL3002]\n');
  expect((await quaysideLint(['Dockerfile'])).stdout).toMatch(/^Dockerfile:1:6 DL3006 .*\n$/);
  await write('.hadolint.yml', 'ignored: [DL3006]\nformat: json\n');
  const { stdout, stderr } = await quaysideLint(['-V', 'Dockerfile']);
  expect(JSON.parse(stdout)).toMatchObject([{ code: 'DL3002' }]);
  expect(stderr).toBe(`Configuration: ${path.join(cwd(), '.hadolint.yml')}\n`);
});

test.each([
  ['home/.hadolint.yaml', undefined],
  ['home/.hadolint/config.yml', undefined],
  ['other/hadolint.yaml', 'other'],
])('the configuration is found in %s', async (file, config) => {
  await write('Dockerfile', 'FROM debian\n');
  await mkdir(path.join(cwd(), path.dirname(file)), { recursive: true });
  await write(file, 'ignored: [DL3006]\n');
  const env = config === undefined ? {} : { XDG_CONFIG_HOME: path.join(cwd(), config) };
  expect((await quaysideLint(['Dockerfile'], { env })).code).toBe(0);
});

test('a configuration that is named stands in for the one that is found', async () => {
  await write('Dockerfile', 'FROM debian\n');
  await write('.hadolint.yaml', 'ignored: [DL3006]\n');
  await write('mine.yaml', 'no-fail: true\n');
  const { code, stdout } = await quaysideLint(['-c', 'mine.yaml', 'Dockerfile']);
  expect(stdout).toContain('DL3006');
  expect(code).toBe(0);
});

test('a broken configuration is told of with its line, and does not apply', async () => {
  await write('Dockerfile', 'FROM debian\n');
  await write('.hadolint.yaml', 'ignored: [DL3006]\nfailure-threshold: high\n');
  const { code, stdout, stderr } = await quaysideLint(['Dockerfile']);
  const file = path.join(cwd(), '.hadolint.yaml');
  expect(stderr).toMatch(`${file}:2: \`failure-threshold\` must be one of error, warning`);
  expect(stderr).toContain(`${file} is not used.\n`);
  expect(stdout).toContain('DL3006');
  expect(code).toBe(1);
});

test('the environment is weaker than the file, and the file than the command line', async () => {
  await write('Dockerfile', 'FROM debian\nUSER 0\n');
  await write('.hadolint.yaml', 'failure-threshold: error\nignored: [DL3006]\n');
  const env = { HADOLINT_FAILURE_THRESHOLD: 'info', HADOLINT_IGNORE: 'DL3002', HADOLINT_FORMAT: 'json' };
  expect(await quaysideLint(['Dockerfile'], { env })).toMatchObject({ code: 0, stdout: '[]\n' });
  const overridden = await quaysideLint(['-t', 'info', '-f', 'tty', 'Dockerfile'], {
    env: { ...env, HADOLINT_IGNORE: '' },
  });
  expect(overridden).toMatchObject({ code: 1, stdout: expect.stringMatching(/^Dockerfile:2:6 DL3002 .*\n$/) });
});

test.each([
  [['-f', 'xml', 'Dockerfile'], 'unknown-report-format', 'Choose one of tty, json, checkstyle'],
  [['-t', 'high', 'Dockerfile'], 'bad-arguments', 'Choose one of error, warning, info, style, ignore, none.'],
  [['--require-label', 'a:b', 'Dockerfile'], 'bad-arguments', 'Write name:type, with one of text, url'],
  [['--what', 'Dockerfile'], 'bad-arguments', 'See quayside lint --help.'],
  [[], 'bad-arguments', 'Name a Dockerfile, or - for standard input.'],
  [['--fix', '-', 'Dockerfile'], 'bad-arguments', 'Name only -.'],
  [['--dry-run', 'Dockerfile'], 'bad-arguments', 'Add --fix or --pin, or leave --dry-run out.'],
  [['-c', 'nowhere.yaml', 'Dockerfile'], 'no-configuration-file', 'Name a file that is there after --config.'],
])('called with %j it says what is wrong and what to do', async (args, code, says) => {
  const error = await refusal(args);
  expect(error).toMatchObject({ name: 'UserFacingError', code });
  expect((error as { action: { says: string } }).action.says).toContain(says);
});

test('help names every flag', async () => {
  const { code, stdout } = await quaysideLint(['--help']);
  expect(code).toBe(0);
  for (const flag of [
    '--format',
    '--config',
    '--failure-threshold',
    '--no-fail',
    '--ignore',
    '--file-path-in-report',
    '--fix',
    '--dry-run',
    '--compat',
    '--no-color',
  ]) {
    expect(stdout).toContain(flag);
  }
});
