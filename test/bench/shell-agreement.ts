/**
 * Compares our findings in shell scripts with those of ShellCheck: on every RUN of the Dockerfiles
 * that are named, each at its very line and column.
 *
 *     node test/bench/shell-agreement.ts [--differences N] [--code SC2086] FILE-OR-FOLDER-OR-JSONL…
 *
 * `shellcheck` 0.11 is looked for on the PATH, or is what `QUAYSIDE_SHELLCHECK` names.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Dockerfile, Instruction } from '../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { configurationFrom } from '../../src/core/lint/configuration.ts';
import { lint } from '../../src/core/lint/engine.ts';
import { shellRules } from '../../src/core/lint/shell/index.ts';
import { type ShellCheckScript, shellCheckFindings, shellCheckScripts } from '../../src/core/lint/shell/shellcheck.ts';
import { readShellCheckAnswer, type ShellCheckComment } from '../../src/core/lint/shell/shellcheck-comments.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { differences: { type: 'string', default: '0' }, code: { type: 'string' } },
});
const shellcheck = process.env.QUAYSIDE_SHELLCHECK ?? 'shellcheck';
const version = spawnSync(shellcheck, ['--version'], { encoding: 'utf8' });
if (version.error) {
  console.error(`There is no ${shellcheck}: install ShellCheck 0.11, or name it in QUAYSIDE_SHELLCHECK.`);
  process.exit(2);
}
if (positionals.length === 0) {
  console.error('Name Dockerfiles, folders, or files of JSON lines with a "dockerfile" each.');
  process.exit(2);
}

interface Script extends ShellCheckScript {
  readonly file: string;
  readonly dockerfile: Dockerfile;
}

interface Place {
  readonly code: string;
  readonly offset: number;
}

const scripts = readScripts(positionals);
const theirs = theirFindings(scripts);
const has = new Set(shellRules.map(({ code }) => code));
const counts = new Map<string, { theirs: number; ours: number; both: number }>();
let shown = 0;
/** What comments silence is found by both. */
const everything = configurationFrom({ disableIgnorePragma: true });
const linted = new Map<Dockerfile, ReturnType<typeof lint>>();

scripts.forEach((script, index) => {
  const { dockerfile, instruction } = script;
  let findings = linted.get(dockerfile);
  if (!findings) {
    findings = lint(dockerfile, { rules: shellRules, configuration: everything });
    linted.set(dockerfile, findings);
  }
  const mine = findings
    .filter(({ range, code }) => code.startsWith('SC') && isIn(range.start, instruction))
    .map(({ code, range }) => ({ code, offset: range.start }));
  const other = theirs[index] ?? [];
  const keys = new Set(other.map(key));
  for (const { code } of other) count(code).theirs++;
  for (const place of mine) {
    count(place.code).ours++;
    if (keys.delete(key(place))) count(place.code).both++;
    else show('ours alone', place, script);
  }
  for (const place of other) if (keys.has(key(place)) && has.has(place.code)) show('theirs alone', place, script);
});

console.log(`${scripts.length} RUNs, ${/version: (.*)/.exec(version.stdout)?.[1]} of ShellCheck`);
console.log('code     theirs   ours  precision recall');
const rows = [...counts].sort(([, a], [, b]) => b.theirs - a.theirs);
for (const [code, row] of rows) console.log(format(code, row), has.has(code) ? '' : '  not ours');
const sum = (list: typeof rows) =>
  list.reduce(
    (total, [, row]) => ({
      theirs: total.theirs + row.theirs,
      ours: total.ours + row.ours,
      both: total.both + row.both,
    }),
    { theirs: 0, ours: 0, both: 0 },
  );
console.log(format('of ours', sum(rows.filter(([code]) => has.has(code)))));
console.log(format('of all', sum(rows)));

function format(name: string, { theirs: t, ours: o, both }: { theirs: number; ours: number; both: number }): string {
  const share = (whole: number) => (whole === 0 ? '–' : (both / whole).toFixed(4));
  return `${name.padEnd(8)} ${String(t).padStart(6)} ${String(o).padStart(6)}  ${share(o).padStart(9)} ${share(t).padStart(6)}`;
}

function key({ code, offset }: Place): string {
  return `${code} ${offset}`;
}

function count(code: string): { theirs: number; ours: number; both: number } {
  let row = counts.get(code);
  if (!row) {
    row = { theirs: 0, ours: 0, both: 0 };
    counts.set(code, row);
  }
  return row;
}

function show(title: string, { code, offset }: Place, { file, dockerfile }: Script): void {
  if (shown >= Number(values.differences) || (values.code !== undefined && values.code !== code)) return;
  shown++;
  const { line, character } = dockerfile.lines.positionAt(offset);
  const start = dockerfile.lines.lineStart(line);
  const text = dockerfile.text.slice(start).split('\n', 1)[0];
  console.log(`${title}: ${code} ${file}:${line + 1}:${character + 1}\n    ${text}\n    ${' '.repeat(character)}^`);
}

function isIn(offset: number, { range }: Instruction): boolean {
  return offset >= range.start && offset <= range.end;
}

function readScripts(names: readonly string[]): Script[] {
  const list: Script[] = [];
  for (const [file, text] of names.flatMap(dockerfiles)) {
    const dockerfile = parseDockerfile(text);
    for (const script of shellCheckScripts(dockerfile)) list.push({ ...script, file, dockerfile });
  }
  return list;
}

function dockerfiles(name: string): [string, string][] {
  if (statSync(name).isDirectory()) {
    return readdirSync(name, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?:^|[./])(?:dockerfile|containerfile)(?:$|\.)|\.dockerfile$/i.test(file))
      .map((file) => path.join(name, file))
      .filter((file) => statSync(file).isFile())
      .map((file) => [file, readFileSync(file, 'utf8')]);
  }
  if (!name.endsWith('.jsonl')) return [[name, readFileSync(name, 'utf8')]];
  return readFileSync(name, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { file?: string; dockerfile: string })
    .map(({ file, dockerfile }, index) => [file ?? `${path.basename(name)}#${index + 1}`, dockerfile]);
}

/** What ShellCheck says of each script, at offsets in the Dockerfile. */
function theirFindings(list: readonly Script[]): Place[][] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shell-agreement-'));
  const result: Place[][] = list.map(() => []);
  try {
    mkdirSync(folder, { recursive: true });
    for (const [index, { input }] of list.entries()) writeFileSync(path.join(folder, String(index)), input);
    for (let first = 0; first < list.length; first += 200) {
      const files = list.slice(first, first + 200).map((_, index) => String(first + index));
      const options = ['--norc', '-f', 'json1', '-S', 'style'];
      const run = spawnSync(shellcheck, [...options, ...files], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
      const comments = new Map<string, ShellCheckComment[]>();
      const answers = JSON.parse(run.stdout).comments as { file: string }[];
      const read = readShellCheckAnswer(run.stdout) ?? [];
      answers.forEach(({ file }, index) => {
        const known = comments.get(file) ?? [];
        comments.set(file, [...known, read[index] as ShellCheckComment]);
      });
      for (const [file, said] of comments) {
        const places = shellCheckFindings(list[Number(file)] as Script, said);
        result[Number(file)]?.push(...places.map(({ code, range }) => ({ code, offset: range.start })));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return result;
}
