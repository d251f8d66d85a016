import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const start = 'CMD ["python", "main.py"]\n';

describe('Poetry', () => {
  const text = `FROM python:3.12
ENV POETRY_VIRTUALENVS_IN_PROJECT=true
RUN pip install poetry==1.8.3
WORKDIR /app
COPY . .
RUN poetry install --no-root --no-interaction
RUN poetry run pytest
${start}`;
  const manifest = `[tool.poetry.dependencies]
python = "^3.12"
flask = "*"

[tool.poetry.group.dev.dependencies]
pytest = "^8"
types-requests = "*"
`;
  const files = { 'pyproject.toml': manifest, 'poetry.lock': '', 'main.py': 'import flask' };

  test('takes away what is for developing, once the tests are done', () => {
    const result = rewritten('python-multi-stage', text, files);
    expect(result.text).toContain(
      'RUN poetry run pytest \\\n    && poetry install --no-root --no-interaction --only main --sync \\\n    && mkdir',
    );
    expect(result.again).toBe(result.text);
    expect(result.proposals[0]?.question).toContain('Packages for developing are left out');
  });

  test.each([
    ['2.1.3', 'poetry==2.1.3'],
    ['the newest', 'poetry'],
    ['one that a variable names', '"poetry==$POETRY_VERSION"'],
  ])('says so in another way in version 2: %s', (_, named) => {
    const newer = text.replace('poetry==1.8.3', named).replace('RUN pip', 'ENV POETRY_VERSION=2.0.1\nRUN pip');
    expect(rewritten('python-multi-stage', newer, files).text).toContain(
      '&& poetry sync --no-root --no-interaction --only main \\\n    && mkdir',
    );
  });

  test('does so where it starts the program, too', () => {
    const run = text.replace(start, 'CMD ["poetry", "run", "python", "main.py"]\n');
    expect(rewritten('python-multi-stage', run, files).text).toContain('--only main --sync');
  });

  test.each([
    ['a version is too old', text.replace('1.8.3', '1.1.15'), files],
    ['the version is not known', text.replace('RUN pip install poetry==1.8.3\n', ''), files],
    ['extras are asked for', text.replace('--no-root', '--no-root -E web'), files],
    ['a group may be needed to run', text, { ...files, 'pyproject.toml': `${manifest}gunicorn = "*"\n` }],
    ['a source asks for one of them', text, { ...files, 'main.py': 'import pytest' }],
    ['pip installs more into it', text.replace('RUN poetry run pytest', 'RUN poetry run pip install gunicorn'), files],
    ['one of them starts', text.replace(start, 'CMD ["poetry", "run", "pytest"]\n'), files],
    ['the environment is one that was made for it', text.replace('WORKDIR', 'ENV VIRTUAL_ENV=/v\nWORKDIR'), files],
    ['the packages are those of the image', text.replace('IN_PROJECT=true', 'CREATE=false'), files],
    ['another user ends the build', text.replace('RUN poetry run pytest', 'USER 1000\nRUN poetry run pytest'), files],
    ['there is no lock file', text, { 'pyproject.toml': manifest, 'main.py': '' }],
  ])('takes nothing away where %s', (_, dockerfile, known) => {
    const { text: after, reason } = rewritten('python-multi-stage', dockerfile, known);
    expect(reason).toBeUndefined();
    expect(after).not.toContain('--only main');
  });
});

describe('Pipenv', () => {
  const text = `FROM python:3.12
RUN pip install pipenv
WORKDIR /app
COPY . .
RUN pipenv install --dev --deploy
RUN pipenv run pytest
${start}`;
  const files = {
    Pipfile: '[packages]\nflask = "*"\n[dev-packages]\npytest = "*"\n"ruff" = "*"\n',
    'Pipfile.lock': '{}',
    'main.py': '',
  };

  test('makes the environment anew without what is for developing', () => {
    expect(rewritten('python-multi-stage', text, files).text).toContain(
      'RUN pipenv run pytest \\\n    && pipenv --rm \\\n    && pipenv sync \\\n    && mkdir',
    );
  });

  test.each([
    ['nothing for developing is installed', text.replace(' --dev', ''), files],
    ['the packages are those of the image', text.replace('--dev', '--dev --system'), files],
    [
      'a folder says where the environment lies',
      text.replace('RUN pipenv install', 'RUN mkdir .venv\nRUN pipenv install'),
      files,
    ],
    ['a package may be needed to run', text, { ...files, Pipfile: '[dev-packages]\ngunicorn = "*"\n' }],
  ])('leaves it as it is where %s', (_, dockerfile, known) => {
    expect(rewritten('python-multi-stage', dockerfile, known).text).not.toContain('pipenv --rm');
  });
});
