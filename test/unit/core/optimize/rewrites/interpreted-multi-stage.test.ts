import { describe, expect, test } from 'vitest';
import { libraries, rewritten } from '../rewritten.ts';

/** The last stage of what a rewrite makes. */
function lastStage({ text: all }: { text: string }): string {
  return all.slice(all.lastIndexOf('\nFROM ') + 1);
}

describe('python-multi-stage', () => {
  const text =
    'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "app:app"]\n';
  const files = { 'requirements.txt': 'gunicorn\n', 'app.py': 'app = 1\n' };
  const project = {
    'pyproject.toml': '[project]\nname = "shop"\n\n[dependency-groups]\ndev = ["pytest>=8", "ruff"]\n',
    'uv.lock': '',
    'poetry.lock': '',
    'src/shop/main.py': 'import starlette\n',
    'tests/test_main.py': 'import pytest\n',
  };
  const uv =
    'FROM python:3.12\nRUN pip install uv\nWORKDIR /app\nCOPY . .\nRUN uv sync\nENV PATH=/app/.venv/bin:$PATH\nCMD ["shop"]\n';

  test('packages, their programs and the libraries that they are linked with come to the slim image', () => {
    const result = rewritten('python-multi-stage', text, files);
    expect(lastStage(result)).toBe(`FROM python:3.12-slim
WORKDIR /app
${libraries}
COPY --from=build /usr/local/lib/python3.12/site-packages/ /usr/local/lib/python3.12/site-packages/
COPY --from=build /usr/local/bin/ /usr/local/bin/
COPY --from=build /app/app.py /app/app.py
COPY --from=build /app/requirements.txt /app/requirements.txt
CMD ["gunicorn", "app:app"]
`);
    expect(result.text).toContain('find /usr/local/lib/python3.12/site-packages /usr/local/bin -type f');
    expect(result.again).toBe(result.text);
  });

  test('a virtual environment comes alone', () => {
    const environment = text.replace('RUN pip', 'RUN python -m venv /venv\nENV PATH=/venv/bin:$PATH\nRUN pip');
    const last = lastStage(rewritten('python-multi-stage', environment, files));
    expect(last).toContain('COPY --from=build /venv/ /venv/\n');
    expect(last).not.toContain('site-packages');
  });

  test('the folder is given to whom it belonged once all is copied, the libraries by root before', () => {
    const owned = text.replace('CMD', 'RUN useradd app && chown -R app /app\nUSER app\nCMD');
    const last = lastStage(rewritten('python-multi-stage', owned, files));
    expect(last).toContain(`RUN useradd app\nWORKDIR /app\n${libraries}\nCOPY `);
    expect(last).toContain('\nRUN chown app /app\nUSER app\n');
    // chown leaves the group as it is, and COPY would give it that of the user.
    expect(last).toContain('COPY --from=build --chown=app:0 /app/');
    const withGroup = rewritten('python-multi-stage', owned.replace('-R app', '-R app:app'), files);
    expect(lastStage(withGroup)).toContain('COPY --from=build --chown=app:app /app/');
  });

  test('uv leaves itself and what is for developing behind', () => {
    const result = rewritten('python-multi-stage', uv, project);
    expect(result.text).toContain('RUN uv sync \\\n    && uv sync --frozen --no-dev\nRUN mkdir');
    expect(lastStage(result)).toBe(`FROM python:3.12-slim
WORKDIR /app
${libraries}
COPY --from=build /app/ /app/
ENV PATH=/app/.venv/bin:$PATH
CMD ["shop"]
`);
  });

  test('what is for developing stays where a source asks for it', () => {
    const asking = { ...project, 'src/shop/main.py': 'import pytest\n' };
    expect(rewritten('python-multi-stage', uv, asking).text).not.toContain('--no-dev');
  });

  test('pip takes away the tools of a list for developing, and what a source asks for stays', () => {
    const development = text.replace('requirements.txt', 'requirements-dev.txt');
    const lists = { ...files, 'requirements-dev.txt': '-r requirements.txt\npytest\nruff==0.8\nhttpx\n' };
    expect(rewritten('python-multi-stage', development, lists).text).toContain(
      '&& pip uninstall -y pytest ruff pip\nRUN mkdir',
    );
    const asking = { ...lists, 'app.py': 'import pytest\n' };
    expect(rewritten('python-multi-stage', development, asking).text).toContain('&& pip uninstall -y pip\nRUN mkdir');
  });

  test('pip stays where something asks for it, and in a virtual environment', () => {
    const started = text.replace('CMD', 'ENTRYPOINT ["pip"]\nCMD');
    expect(rewritten('python-multi-stage', started, files).text).not.toContain('uninstall');
    expect(rewritten('python-multi-stage', text, { ...files, 'app.py': 'import pip\n' }).text).not.toContain(
      'uninstall',
    );
    expect(rewritten('python-multi-stage', text).text).not.toContain('uninstall');
    const environment = text.replace('RUN pip', 'RUN python -m venv /venv\nENV PATH=/venv/bin:$PATH\nRUN pip');
    expect(rewritten('python-multi-stage', environment, files).text).not.toContain('uninstall');
  });

  test('uv run at the start keeps uv, and all that it would install', () => {
    const run = uv.replace('["shop"]', '["uv", "run", "shop"]');
    const result = rewritten('python-multi-stage', run, project);
    expect(result.text).not.toContain('--no-dev');
    expect(lastStage(result)).toContain('COPY --from=build /usr/local/bin/ /usr/local/bin/');
  });

  test('Poetry without an environment installs into the image', () => {
    const poetry =
      'FROM python:3.12\nENV POETRY_VIRTUALENVS_CREATE=false\nRUN pip install poetry\nWORKDIR /app\nCOPY . .\nRUN poetry install\nCMD ["shop"]\n';
    const last = lastStage(rewritten('python-multi-stage', poetry, project));
    expect(last).toContain('/usr/local/lib/python3.12/site-packages/\n');
    expect(last).toContain('COPY --from=build /app/ /app/\n');
  });

  test.each([
    ['in the project', 'ENV POETRY_VIRTUALENVS_IN_PROJECT=true', 'poetry install', 'COPY --from=build /app/ /app/\n'],
    ['in the cache', 'ENV A=1', 'poetry install', '/root/.cache/pypoetry/virtualenvs/\n'],
    ['of Pipenv', 'ENV A=1', 'pipenv sync', '/root/.local/share/virtualenvs/\n'],
    ['of Pipenv in the image', 'ENV A=1', 'pipenv install --system', 'site-packages/\n'],
  ])('an environment %s is found', (_, environment, install, copied) => {
    const dockerfile = `FROM python:3.12\n${environment}\nRUN pip install poetry pipenv\nWORKDIR /app\nCOPY . .\nRUN ${install}\nCMD ["python", "main.py"]\n`;
    expect(lastStage(rewritten('python-multi-stage', dockerfile, project))).toContain(copied);
  });

  test('a program that starts is followed through a script of the build context', () => {
    const script = { ...files, 'run.sh': '#!/bin/sh\nexec uv run gunicorn app:app\n' };
    const dockerfile = uv.replace('["shop"]', '["./run.sh"]');
    const last = lastStage(rewritten('python-multi-stage', dockerfile, { ...project, ...script }));
    expect(last).toContain('COPY --from=build /usr/local/bin/ /usr/local/bin/');
  });

  test.each([
    ['Conda installs', text.replace('pip install', 'conda install'), /another tool|Nothing is installed/],
    ['the minor version is not known', text.replace('3.12', 'rc'), /minor version/],
    ['it stands on Alpine', text.replace('3.12', '3.12-alpine'), /Alpine/],
    ['the slim image has nothing for building', text.replace('3.12', '3.12-slim'), /nothing for building/],
    [
      'the slim image has nothing but tools for people',
      text.replace('3.12\n', '3.12-slim\nRUN apt-get update && apt-get install -y procps\n'),
      /nothing for building/,
    ],
    ['pip has a target', text.replace('-r', '--target /x -r'), /folder of its own/],
    ['another Python is asked for', uv.replace('uv sync', 'uv sync --python 3.11'), /Python of its own/],
  ])('nothing where %s', (_, dockerfile, reason) => {
    expect(rewritten('python-multi-stage', dockerfile, { ...project, ...files }).reason).toMatch(reason);
  });
});

describe('ruby-multi-stage', () => {
  const text =
    'FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nRUN bundle install\nEXPOSE 9292\nCMD ["bundle", "exec", "puma"]\n';
  const files = { Gemfile: "gem 'puma'\n", 'Gemfile.lock': '', 'config.ru': '' };

  test('gems and the application come to the slim image', () => {
    const result = rewritten('ruby-multi-stage', text, files);
    expect(lastStage(result)).toBe(`FROM ruby:3.3-slim
WORKDIR /app
${libraries}
COPY --from=build /usr/local/bundle/ /usr/local/bundle/
COPY --from=build /app/ /app/
EXPOSE 9292
CMD ["bundle", "exec", "puma"]
`);
    expect(result.text).toContain('RUN rm -rf /usr/local/bundle/cache && mkdir /tmp/runtime-libraries');
    expect(result.again).toBe(result.text);
  });

  test('libraries belong to root, whoever collects them', () => {
    const user = text.replace('RUN bundle', 'USER app\nRUN bundle');
    const result = rewritten('ruby-multi-stage', user, files);
    expect(result.text).toContain('RUN mkdir /tmp/runtime-libraries');
    expect(lastStage(result)).toContain(`\n${libraries}\nCOPY `);
    expect(lastStage(result).indexOf('USER app')).toBeGreaterThan(lastStage(result).indexOf('COPY '));
  });

  test.each([
    ['ENV BUNDLE_PATH=/gems', 'bundle install', '/gems/ /gems/'],
    ['ENV A=1', 'bundle install --path /gems', '/gems/ /gems/'],
    ['ENV A=1', 'bundle config set --local path /gems && bundle install', '/gems/ /gems/'],
  ])('with %s and %s gems are found in their folder', (environment, install, copied) => {
    const dockerfile = text.replace('WORKDIR', `${environment}\nWORKDIR`).replace('bundle install', install);
    expect(lastStage(rewritten('ruby-multi-stage', dockerfile, files))).toContain(copied);
  });

  test('on a small image what is installed for building stays behind', () => {
    const small = text
      .replace('3.3', '3.3-slim')
      .replace('COPY', 'RUN apt-get update && apt-get install -y build-essential libpq-dev libpq5\nCOPY');
    const last = lastStage(rewritten('ruby-multi-stage', small, files));
    expect(last).toContain('apt-get install -y libpq5');
    expect(last).not.toContain('build-essential');
  });

  test.each([
    ['Bundler installs nothing', text.replace('RUN bundle install\n', ''), files, /Nothing is installed/],
    ['the tag names no version', text.replace(':3.3', ''), files, /version of Ruby/],
    ['a small image installs nothing for building', text.replace('3.3', '3.3-slim'), files, /nothing for building/],
    ['a gem calls programs', text, { ...files, Gemfile: "gem 'grover'\n" }, /grover/],
  ])('nothing where %s', (_, dockerfile, known, reason) => {
    expect(rewritten('ruby-multi-stage', dockerfile, known).reason).toMatch(reason);
  });
});

describe('composer-multi-stage', () => {
  const text =
    'FROM php:8.3-cli\nCOPY --from=composer:2 /usr/bin/composer /usr/bin/composer\nWORKDIR /app\nCOPY . .\nRUN composer install --no-dev\nCMD ["php", "-S", "0.0.0.0:80"]\n';
  const files = { 'composer.json': '{}', 'composer.lock': '{}', 'index.php': '' };

  test('Composer works in a stage of its own, on the same image', () => {
    const result = rewritten('composer-multi-stage', text, files);
    expect(result.text).toBe(`FROM php:8.3-cli AS base

FROM base AS build
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY . .
RUN composer install --no-dev

FROM base
WORKDIR /app
COPY --from=build /app /app
CMD ["php", "-S", "0.0.0.0:80"]
`);
    expect(result.again).toBe(result.text);
  });

  test.each([
    ['Composer installs nothing', text.replace('RUN composer install --no-dev\n', ''), /Nothing is installed/],
    ['Composer is started', text.replace('"php", "-S", "0.0.0.0:80"', '"composer", "serve"'), /Composer itself/],
    ['a user is named', text.replace('RUN', 'USER www-data\nRUN'), /USER/],
    ['it works in a folder of the system', text.replace('/app', '/usr'), /folder/],
  ])('nothing where %s', (_, dockerfile, reason) => {
    expect(rewritten('composer-multi-stage', dockerfile, files).reason).toMatch(reason);
  });
});

test('a RUN that installs nothing but what Composer calls goes along with it, as it is written', () => {
  const { text, again } = rewritten(
    'composer-multi-stage',
    'FROM php:8.2-cli\nRUN apt-get update && \\\n    apt-get install -y git unzip\nCOPY --from=composer:2 /usr/bin/composer /usr/bin/composer\nWORKDIR /srv/app\nCOPY . .\nRUN composer install\nCMD ["php", "-S", "0.0.0.0:80"]\n',
    { 'composer.json': '{}', 'index.php': '' },
  );
  const [base, build, last] = text.split(/^FROM .*\n/m).slice(1);
  expect(base).not.toContain('apt-get');
  expect(build).toContain('RUN apt-get update && \\\n    apt-get install -y git unzip\n');
  expect(last).not.toContain('apt-get');
  expect(again).toBe(text);
});

describe('what is left behind of a folder that is copied as a whole', () => {
  const php =
    'FROM php:8.3-cli\nCOPY --from=composer:2 /usr/bin/composer /usr/bin/composer\nWORKDIR /app\nCOPY . .\nRUN composer install\nRUN php tests/run.php\nCMD ["php", "index.php"]\n';
  const project = { 'composer.json': '{}', 'index.php': '', 'tests/run.php': '' };

  test('tests run where Composer has worked, and stay there', () => {
    const result = rewritten('composer-multi-stage', php, project);
    expect(result.text).toContain(
      'RUN php tests/run.php && rm -rf /app/Dockerfile /app/tests\n\nFROM base\nWORKDIR /app\nCOPY --from=build /app /app\nCMD',
    );
    expect(result.proposals[0]?.question).toContain('Does it read tests, left out of the image that runs?');
    expect(result.again).toBe(result.text);
  });

  test('nothing goes that a later RUN tests with, or that a later COPY brings', () => {
    const later = php.replace('RUN php tests', 'COPY more /app/more\nRUN php tests');
    expect(rewritten('composer-multi-stage', later, project).text).not.toContain('rm -rf');
    const all = php.replace('COPY . .', 'COPY composer.* ./').replace('RUN php tests/run.php', 'COPY . .');
    expect(rewritten('composer-multi-stage', all, project).text).not.toContain('rm -rf');
  });

  test('nothing goes where the build context is not known, or tests are what starts', () => {
    expect(rewritten('composer-multi-stage', php).text).not.toContain('rm -rf');
    const started = php.replace('["php", "index.php"]', '["php", "tests/run.php"]');
    expect(rewritten('composer-multi-stage', started, project).text).not.toContain('rm -rf');
  });

  test('the tests of a Ruby application stay in the build stage', () => {
    const ruby = 'FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nRUN bundle install\nCMD ["bundle", "exec", "puma"]\n';
    const files = {
      Gemfile: "gem 'puma'\n",
      'Gemfile.lock': '',
      'config.ru': '',
      'spec/a_spec.rb': '',
      'a.dockerfile': '',
    };
    const result = rewritten('ruby-multi-stage', ruby, files);
    expect(result.text).toContain(
      'RUN rm -rf /usr/local/bundle/cache /app/*.dockerfile /app/Dockerfile /app/spec && mkdir',
    );
    expect(result.proposals[0]?.question).toContain('Does it read spec, left out');
    const testing = ruby.replace('"puma"', '"rspec"');
    expect(rewritten('ruby-multi-stage', testing, files).text).not.toContain('/app/spec');
  });
});
