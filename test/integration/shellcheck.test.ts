/**
 * `quayside lint --shellcheck` with a real ShellCheck.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { lintCommand } from '../../src/cli/lint.ts';
import { provideShellCheck } from '../testbed/shellcheck.ts';

const program = await provideShellCheck();
const cwd = mkdtempSync(path.join(tmpdir(), 'quayside-shellcheck-'));
afterAll(() => rmSync(cwd, { recursive: true }));

async function lint(text: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  writeFileSync(path.join(cwd, 'Dockerfile'), text);
  let written = '';
  const stdout = new Writable({
    write: (chunk, _, done) => {
      written += chunk;
      done();
    },
  });
  const io = { stdin: Readable.from(['']), stdout, stderr: stdout, cwd, env: { HOME: cwd, ...env } };
  // SARIF has the very places; in the formats of hadolint a finding stands where its instruction begins.
  const code = await lintCommand([...args, '--format', 'sarif', 'Dockerfile'], io);
  const results: SarifResult[] = JSON.parse(written).runs[0].results;
  return { code, findings: results.filter(({ ruleId }) => ruleId.startsWith('SC')) };
}

interface SarifResult {
  readonly ruleId: string;
  readonly level: string;
  readonly locations: [{ physicalLocation: { region: { startLine: number; startColumn: number } } }];
}

const places = ({ findings }: Awaited<ReturnType<typeof lint>>) =>
  findings.map(({ ruleId, locations: [{ physicalLocation }] }) => {
    const { startLine, startColumn } = physicalLocation.region;
    return `${ruleId} ${startLine}:${startColumn}`;
  });

// Rules of ours know only the one without quotes.
const text = `FROM debian:12.5
ARG KNOWN
ENV ALSO=1
RUN unused=1 && \\
  # "a comment" with $nothing
  echo "😀$unknown" "$KNOWN $ALSO $HTTP_PROXY" $unquoted
`;

describe('quayside lint --shellcheck', () => {
  const named = `--shellcheck=${program}`;

  test('has all codes of ShellCheck at their places, each once, with what ARG, ENV and the proxies set known', async () => {
    expect(places(await lint(text, [named]))).toEqual(['SC2034 4:5', 'SC2154 6:11', 'SC2086 6:48', 'SC2154 6:48']);
  });

  test('does not run unless it is asked for', async () => {
    expect(places(await lint(text, []))).toEqual(['SC2086 6:48']);
  });

  test('is asked for by the environment as well, where --shellcheck does not say otherwise', async () => {
    const env = { QUAYSIDE_SHELLCHECK: program };
    expect(places(await lint(text, [], env))).toHaveLength(4);
    expect(places(await lint(text, ['--shellcheck=off'], env))).toHaveLength(1);
    expect(places(await lint(text, ['--compat'], env))).toHaveLength(0);
  });

  test('obeys comments, the configuration and the threshold', async () => {
    const silenced = text.replace('RUN', '# hadolint ignore=SC2034,SC2086\nRUN');
    const { code, findings } = await lint(silenced, [named, '--error', 'SC2154', '--failure-threshold', 'error']);
    expect(findings.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['SC2154', 'error'],
      ['SC2154', 'error'],
    ]);
    expect(code).toBe(1);
    expect((await lint(silenced, [named, '--ignore', 'SC2154'])).findings).toEqual([]);
  });

  test('reads what ONBUILD puts off, and heredocs by the shell that they name', async () => {
    const other =
      'FROM a:1\nONBUILD RUN for x in $(ls); do echo "$x"; done\nRUN <<EOF\n#!/bin/bash\nread -r x\n[[ $x ]]\nEOF\n';
    expect(places(await lint(other, [named]))).toEqual(['SC2045 2:22']);
  });

  test('leaves out what hadolint leaves out: sourced files and the dialect of busybox', async () => {
    const busybox = 'FROM a:1\nSHELL ["/bin/ash", "-c"]\nRUN . /etc/profile && . "$HOME/x"\n';
    expect(places(await lint(busybox, [named]))).toEqual([]);
  });
});

test('a ShellCheck that is named and not there is an error, not a lint without it', async () => {
  await expect(lint(text, ['--shellcheck=/nowhere/shellcheck'])).rejects.toMatchObject({ code: 'no-shellcheck' });
});

test('a ShellCheck that does not work is an error as well', async () => {
  await expect(lint(text, [`--shellcheck=${process.execPath}`])).rejects.toMatchObject({ code: 'shellcheck-failed' });
});

test('findings of ShellCheck and --compat exclude each other', async () => {
  await expect(lint(text, ['--shellcheck', '--compat'])).rejects.toMatchObject({ code: 'bad-arguments' });
});
