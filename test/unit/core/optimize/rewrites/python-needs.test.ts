import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const text =
  'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "main.py"]\n';

function made(requirements: string, main = '', dockerfile = text) {
  const result = rewritten('python-multi-stage', dockerfile, { 'requirements.txt': requirements, 'main.py': main });
  const last = result.text.slice(result.text.lastIndexOf('\nFROM '));
  return { ...result, installed: /apt-get install (?:-y|--no-install-recommends| )+(.*) && rm/.exec(last)?.[1] ?? '' };
}

describe('what packages of Python call, or load by a name', () => {
  test.each([
    ['a program that a package calls', 'GitPython==3.1\n', 'import git\n', 'git=1:2.*'],
    ['a library that no module is linked with', 'psycopg==3.2\n', '', 'libpq5=1*'],
    ['the modules of a client of databases', 'mysqlclient\n', '', 'libmariadb3=1:1*'],
    [
      'a library that is asked for by an option of the package',
      'wand\n',
      'from wand.image import Image\n',
      'imagemagick=8:[67].*?',
    ],
  ])('comes to the slim image: %s', (_, requirements, main, installed) => {
    const result = made(requirements, main);
    expect(result.installed).toBe(installed);
    expect(result.again).toBe(result.text);
  });

  test.each([
    ['the package brings it', 'psycopg[binary,pool]==3.2\n', ''],
    ['another package brings it', 'psycopg==3.2\npsycopg-binary==3.2\n', ''],
    ['no source asks for the package', 'GitPython==3.1\nstreamlit\n', 'import streamlit\n'],
    ['the name only begins like it', 'psycopg2==2.9\nmysqlclient-stubs\n', ''],
  ])('nothing where %s', (_, requirements, main) => {
    expect(made(requirements, main).installed).toBe('');
  });

  test('on a named release it comes in the version of that release', () => {
    const { installed } = made('GitPython\n', 'import git\n', text.replace('3.12', '3.12-bookworm'));
    expect(installed).toBe('git=1:2.39.*');
  });

  test('a package that is named on the command line counts as well', () => {
    const { installed } = made('', 'import git\n', text.replace('-r requirements.txt', 'GitPython==3.1'));
    expect(installed).toBe('git=1:2.*');
  });

  test('the full image stays where the name of what is loaded is not known', () => {
    expect(made('weasyprint\n').reason).toBe('weasyprint loads libraries of the full image by their names.');
    const named = text.replace('WORKDIR', 'RUN apt-get update && apt-get install -y libpango-1.0-0\nWORKDIR');
    expect(made('weasyprint\n', '', named).installed).toBe('libpango-1.0-0');
  });

  test('a library without a version that all releases have is installed where others are', () => {
    const named = text.replace('WORKDIR', 'RUN apt-get update && apt-get install -y tzdata\nWORKDIR');
    expect(made('python-magic\n', 'import magic\n', named).installed).toBe('tzdata libmagic1');
  });

  test('on the slim image what was installed to build comes along, and the question does not speak of it', () => {
    const slim = text
      .replace('3.12', '3.12-slim')
      .replace('WORKDIR', 'RUN apt-get update && apt-get install -y gcc git curl\nWORKDIR');
    const result = made('GitPython\n', 'import git\n', slim);
    expect(result.installed).toBe('git');
    expect(result.proposals[0]?.question).toContain('Not in the image that runs: curl.');
    expect(result.proposals[0]?.effect).toBe('Compilers and headers stay out of the image.');
    expect(made('psycopg\n', '', slim).installed).toBe('');
  });
});

describe('what headers bring along', () => {
  test.each([
    ['default-libmysqlclient-dev', 'libmariadb3'],
    ['libgdal-dev', 'gdal-bin'],
    ['libzbar-dev', 'libzbar0'],
    ['libpq-dev zlib1g-dev', ''],
    ['gdal-bin libgdal-dev', 'gdal-bin'],
  ])('is installed for the last stage where it is loaded by a name: %s', (headers, installed) => {
    const dockerfile = text.replace('WORKDIR', `RUN apt-get update && apt-get install -y ${headers}\nWORKDIR`);
    expect(made('flask\n', '', dockerfile).installed).toBe(installed);
  });
});

test('what the health check calls is installed, where only the full image has it', () => {
  const checked = text.replace('CMD', 'HEALTHCHECK CMD curl -f http://localhost/\nCMD');
  expect(made('flask\n', '', checked).installed).toBe('curl=[78].*?');
});

test.each([
  ['subprocess.run(["git", "log"])', 'git=1:2.*'],
  ['os.system("unzip shop.zip")', 'unzip=6.0-*'],
  ['check_output(\n    ["/usr/bin/curl", url])', 'curl=[78].*?'],
  ['print("git")', ''],
])('what a source calls of the full image is installed: %s', (source, installed) => {
  expect(made('flask\n', source).installed).toBe(installed);
});
