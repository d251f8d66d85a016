import { describe, expect, test } from 'vitest';
import { optimize } from '../../../../../src/core/optimize/optimize.ts';
import { contextOf } from '../build-context.ts';
import { rewritten } from '../rewritten.ts';

/** What is installed for the last stage; '' where nothing is. */
function installedLast({ text }: { text: string }): string {
  return /apt(?:-get)? install .*/.exec(text.slice(text.lastIndexOf('\nFROM ')))?.[0] ?? '';
}

describe('tools for people', () => {
  const text =
    'FROM debian:bookworm\nRUN apt-get update && apt-get install -y gcc make gdb sqlite3 procps tzdata\nWORKDIR /src\nCOPY . .\nRUN make && make places.db\nCMD ["/src/shop"]\n';
  const files = { Makefile: 'places.db:\n\tsqlite3 $@ < places.sql\n', 'shop.c': '#include <sqlite3.h>\n' };
  const kept = (program: string, known: Readonly<Record<string, string>>, dockerfile = text) =>
    installedLast(rewritten('c-multi-stage', dockerfile, known)).includes(program);

  test('stay in the build stage where nothing that runs names them, and the question says which', () => {
    const result = rewritten('c-multi-stage', text, files);
    expect(installedLast(result)).toBe('apt-get install -y tzdata && rm -rf /var/lib/apt/lists/*');
    expect(result.proposals[0]?.question).toContain(
      'Not in the image that runs: gdb, sqlite3, procps. Does anybody call them',
    );
    expect(result.again).toBe(result.text);
  });

  test.each([
    ['a source calls one by a string', 'sqlite3', { 'shop.c': 'int main() { return system("sqlite3 a.db .dump"); }' }],
    ['a source calls one by its path', 'procps', { 'shop.c': 'execl("/usr/bin/ps", "ps", "-e", 0);' }],
    ['a pipe leads to one', 'procps', { 'shop.c': 'popen("date | ps aux", "r");' }],
    ['a script names one', 'procps', { 'check.sh': '#!/bin/sh\nwhile pgrep shop; do sleep 1; done\n' }],
    ['a probe of a manifest calls one', 'procps', { 'probe.yaml': 'command:\n  - pgrep\n  - shop\n' }],
    ['a value in a configuration is one', 'procps', { 'shop.toml': 'watcher = pgrep -f shop\n' }],
  ])('stay where %s', (_, name, more) => {
    expect(kept(name, { ...files, ...more })).toBe(true);
  });

  test.each([
    ['the health check', text.replace('CMD', 'HEALTHCHECK CMD pgrep shop\nCMD')],
    ['a script that a RUN writes', text.replace('CMD', 'RUN echo "pgrep shop" > /usr/bin/check\nCMD')],
    ['a file in the Dockerfile', text.replace('CMD', 'COPY <<EOF /check\npgrep shop\nEOF\nCMD')],
    ['a variable', text.replace('CMD', 'ENV WATCH="pgrep shop"\nCMD')],
  ])('stay where %s names one', (_, dockerfile) => {
    expect(kept('procps', files, dockerfile)).toBe(true);
  });

  test('a word in a source that is no call says nothing', () => {
    expect(kept('sqlite3', { ...files, 'shop.c': 'sqlite3 *places; sqlite3_open(path, &places);' })).toBe(false);
  });

  test('stay where the build context is not wholly known, or a file of it cannot be read', () => {
    const known = contextOf(files, { complete: false });
    expect(installedLast(optimize(text, { only: ['c-multi-stage'], context: known }).all)).toContain('procps');
    const unreadable = { ...contextOf(files), paths: [...Object.keys(files), 'tool'] };
    expect(installedLast(optimize(text, { only: ['c-multi-stage'], context: unreadable }).all)).toContain('procps');
  });

  test('stay where a package of the application calls them by itself', () => {
    const python =
      'FROM python:3.12\nRUN apt-get update && apt-get install -y procps postgresql-client\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "a:b"]\n';
    const of = (requirements: string) =>
      installedLast(rewritten('python-multi-stage', python, { 'requirements.txt': requirements, 'a.py': '' }));
    expect(of('gunicorn\n')).toBe('');
    expect(of('gunicorn\npyspark\n')).toContain('procps');
    expect(of('gunicorn\nDjango==5\n')).toContain('postgresql-client');
  });

  test('stay where a shell waits for somebody', () => {
    const python =
      'FROM python:3.12\nRUN apt-get update && apt-get install -y procps\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nENTRYPOINT ["python", "a.py"]\n';
    const known = { 'requirements.txt': 'flask\n', 'a.py': '' };
    expect(installedLast(rewritten('python-multi-stage', python, known))).toBe('');
    const shell = python.replace('["python", "a.py"]', 'python a.py && bash');
    expect(installedLast(rewritten('python-multi-stage', shell, known))).toContain('procps');
  });
});

describe('what a build fetches with', () => {
  const text =
    'FROM python:3.12\nRUN apt-get update && apt-get install -y git curl unzip gcc\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "a.py"]\n';
  const of = (files: Readonly<Record<string, string>>) =>
    installedLast(rewritten('python-multi-stage', text, { 'requirements.txt': 'flask\n', 'a.py': '', ...files }));

  test('stays in the build stage, and the question says so', () => {
    expect(of({ 'b.py': 'git = "git"\nlabel("curl")\n' })).toBe('');
    const result = rewritten('python-multi-stage', text, { 'requirements.txt': 'flask\n', 'a.py': '' });
    expect(result.proposals[0]?.question).toContain('Not in the image that runs: git, curl, unzip.');
  });

  test.each([
    ['a list', 'subprocess.run(["git", "pull"])'],
    ['a line of the shell', "os.system('git pull')"],
    ['a path', 'subprocess.check_output("/usr/bin/git log")'],
  ])('comes along where a source calls it by %s', (_, call) => {
    expect(of({ 'b.py': `${call}\n` })).toContain('install -y git &&');
    expect(of({ 'scripts/b.py': `${call}\n`, 'setup.py': `${call}\n` })).toBe('');
  });

  test('stays with the application where Composer works in a stage of its own', () => {
    const php =
      'FROM php:8.3-cli\nRUN apt-get update && apt-get install -y git unzip libzip5\nCOPY --from=composer:2 /usr/bin/composer /usr/bin/composer\nWORKDIR /app\nCOPY . .\nRUN composer install\nCMD ["php", "a.php"]\n';
    const base = (source: string) =>
      /apt-get install .*/.exec(
        rewritten('composer-multi-stage', php, { 'a.php': source, 'composer.json': '{}' }).text,
      )?.[0];
    expect(base('<?php echo 1;')).toBe('apt-get install -y libzip5');
    expect(base('<?php echo `git log -1`;')).toBe('apt-get install -y git libzip5');
    expect(base('<?php shell_exec("git log -1");')).toBe('apt-get install -y git libzip5');
  });
});

describe('packages of the last stage', () => {
  test('what the full image has and the small one lacks is installed in the version of its release', () => {
    const text =
      'FROM rust:1.85\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nHEALTHCHECK CMD curl -f http://localhost/\nCMD ["/src/target/release/shop"]\n';
    const result = rewritten('rust-multi-stage', text, { 'Cargo.toml': '', 'Cargo.lock': '', 'src/main.rs': '' });
    expect(installedLast(result)).toContain('curl=7.88.*');
  });

  test('who calls apt goes on to call apt', () => {
    const text =
      'FROM python:3.12\nRUN apt update && apt install -y nginx\nWORKDIR /app\nCOPY . .\nRUN pip install flask\nCMD ["python", "a.py"]\n';
    expect(installedLast(rewritten('python-multi-stage', text, { 'a.py': '' }))).toContain('apt install -y nginx');
  });

  test('what the same RUN takes away again is not installed, and nobody makes a stage for it', () => {
    const of = (image: string) =>
      `FROM ${image}\nWORKDIR /app\nCOPY . .\nRUN apt-get update && apt-get install -y gcc gettext && pip install flask && apt-get purge -y gcc gettext\nCMD ["python", "a.py"]\n`;
    expect(rewritten('python-multi-stage', of('python:3.12-slim'), { 'a.py': '' }).reason).toMatch(
      /nothing for building/,
    );
    expect(installedLast(rewritten('python-multi-stage', of('python:3.12'), { 'a.py': '' }))).toBe('');
  });

  test('nothing where what starts compiles', () => {
    const text =
      'FROM debian:12\nRUN apt-get update && apt-get install -y g++-12 make\nWORKDIR /src\nCOPY . .\nRUN make\nCMD ["/src/shop", "--compiler", "g++-12"]\n';
    const { reason } = rewritten('c-multi-stage', text, { Makefile: '', 'shop.c': '' });
    expect(reason).toBe('What starts calls g++-12: what it compiles with is needed to run.');
  });

  test('a variable that nothing has set is nothing in front of another image as well', () => {
    const text =
      'FROM buildpack-deps:xenial\nWORKDIR /src\nCOPY . .\nENV LD_LIBRARY_PATH=/opt/lib:$LD_LIBRARY_PATH A=${A}b\nRUN make\nCMD ["/src/shop"]\n';
    const { text: after } = rewritten('c-multi-stage', text, { Makefile: '', 'shop.c': '' });
    expect(after.slice(after.lastIndexOf('\nFROM'))).toContain(
      '\nFROM ubuntu:16.04\nENV LD_LIBRARY_PATH=/opt/lib: A=b\n',
    );
  });
});
