import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const text =
  'FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "main.py"]\n';
const files = { 'requirements.txt': 'flask\n', 'main.py': '' };

function lastStage({ text: all }: { text: string }): string {
  return all.slice(all.lastIndexOf('\nFROM ') + 1);
}

describe('an image whose tag does not name the minor version', () => {
  test.each([
    ['python', 'python:slim'],
    ['python:latest', 'python:slim'],
    ['python:3', 'python:3-slim'],
    ['python:bookworm', 'python:slim-bookworm'],
    ['python:3-trixie', 'python:3-slim-trixie'],
    ['registry:5000/library/python:3', 'registry:5000/library/python:3-slim'],
  ])('%s gives way to %s, with all that belongs to the interpreter', (image, slim) => {
    const result = rewritten('python-multi-stage', text.replace('python:3.12', image), files);
    expect(lastStage(result)).toContain(`FROM ${slim}\n`);
    expect(lastStage(result)).toContain('COPY --from=build /usr/local/lib/ /usr/local/lib/\n');
    expect(result.text).toContain('find /usr/local/lib/python3.*/site-packages /usr/local/bin -type f');
    expect(result.again).toBe(result.text);
  });

  test('uv may fetch the Python that the project wants', () => {
    const uv = text.replace('python:3.12', 'python:3').replace('pip install -r requirements.txt', 'uv sync');
    const project = { ...files, 'pyproject.toml': '[project]\nname = "shop"\n', 'uv.lock': '' };
    expect(rewritten('python-multi-stage', uv, project).reason).toBe('uv may install a Python of its own.');
  });
});

describe('what has installed the packages into the image', () => {
  const of = (install: string, start = '["python", "main.py"]', main = '') => {
    const dockerfile = text.replace('pip install -r requirements.txt', install).replace('["python", "main.py"]', start);
    return rewritten('python-multi-stage', dockerfile, { ...files, 'main.py': main, Pipfile: '', 'Pipfile.lock': '' });
  };

  test.each([
    ['Pipenv', 'pip install pipenv && pipenv sync --system', 'pip uninstall -y pipenv pip'],
    ['uv', 'pip3 install uv==0.5 && uv pip install --system -r requirements.txt', 'pip3 uninstall -y uv pip'],
  ])('is not copied: %s', (_, install, command) => {
    expect(of(install).text).toContain(command);
    expect(of(install).proposals[0]?.question).not.toContain('developing');
  });

  test('is not copied either where another user starts the application, and does where that user builds', () => {
    const by = (user: string) => rewritten('python-multi-stage', text.replace(user, `USER shop\n${user}`), files).text;
    expect(by('CMD')).toContain('pip uninstall -y pip');
    expect(by('COPY')).not.toContain('uninstall');
  });

  test('stays where it is started, or a source asks for it', () => {
    const install = 'pip install pipenv && pipenv sync --system';
    expect(of(install, '["pipenv", "run", "main"]').text).not.toContain('uninstall -y pipenv');
    expect(of(install, '["python", "main.py"]', 'import pipenv\n').text).not.toContain('uninstall -y pipenv');
  });

  test('is not copied where its image brought it, into whatever folder', () => {
    const uv = text
      .replace('WORKDIR', 'COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /uvx /usr/local/bin/\nWORKDIR')
      .replace('pip install', 'uv pip install --system');
    const result = rewritten('python-multi-stage', uv, files);
    expect(result.text).toMatch(
      /pip uninstall -y pip \\\n {4}&& rm -f \/usr\/local\/bin\/uvx? \/usr\/local\/bin\/uvx?\n/,
    );
    const run = uv.replace('["python", "main.py"]', '["uv", "run", "main.py"]');
    expect(rewritten('python-multi-stage', run, files).text).not.toContain('rm -f');
  });

  test('on the slim image nobody makes a stage for Pipenv, but for uv', () => {
    const slim = (install: string) =>
      rewritten(
        'python-multi-stage',
        text.replace('3.12', '3.12-slim').replace('pip install -r requirements.txt', install),
        files,
      );
    expect(slim('pip install pipenv && pipenv sync --system').reason).toMatch(/nothing for building/);
    expect(slim('pip install uv && uv pip install --system -r requirements.txt').text).toContain('uninstall -y uv pip');
  });
});

test('programs that a pattern puts beside those of Python come along with them', () => {
  const of = (run: string) =>
    rewritten('python-multi-stage', text.replace('CMD', `RUN ${run}\nCMD`), { ...files, 'bin/a': '', 'bin/b': '' });
  expect(lastStage(of('cp bin/* /usr/local/bin/'))).toContain('COPY --from=build /usr/local/bin/ /usr/local/bin/\n');
  expect(of('make && cp bin/* /usr/bin/').reason).toMatch(/puts what is not known into \/usr\/bin/);
});

test('files that a pattern puts among those of the system come along one by one, where all come from the build context', () => {
  const of = (run: string) => {
    const own = text.replace('COPY', 'RUN python -m venv /venv\nENV PATH=/venv/bin:$PATH\nCOPY');
    return rewritten('python-multi-stage', own.replace('CMD', `RUN ${run}\nCMD`), {
      ...files,
      'bin/a': '',
      'bin/b': '',
    });
  };
  const taken = lastStage(of('cp bin/* /usr/local/bin/ && chmod +x /usr/local/bin/*'));
  expect(taken).toContain('COPY --from=build /usr/local/bin/a /usr/local/bin/a\n');
  expect(taken).toContain('COPY --from=build /usr/local/bin/b /usr/local/bin/b\n');
  for (const more of ['make', 'tar -xf more.tar', 'cp other/* bin/']) {
    expect(of(`${more} && cp bin/* /usr/local/bin/`).reason).toMatch(/puts what is not known into \/usr\/local\/bin/);
  }
});

test('a README comes along where a source that runs names it', () => {
  const of = (name: string, source: string) =>
    lastStage(rewritten('python-multi-stage', text, { ...files, 'README.md': '', [name]: source }));
  const copy = 'COPY --from=build /app/README.md /app/README.md\n';
  expect(of('main.py', 'about = open("README.md").read()\n')).toContain(copy);
  expect(of('main.py', 'about = Path(__file__).parent / "docs/README.md"\n')).toContain(copy);
  expect(of('setup.py', 'about = open("README.md").read()\n')).not.toContain('README');
});

describe('what Python makes outside the folder of the application', () => {
  const of = (run: string) => rewritten('python-multi-stage', text.replace('CMD', `${run}\nCMD`), files);

  test.each([
    ['data of NLTK', 'RUN python -m nltk.downloader punkt', '/root/nltk_data /root/nltk_data\n'],
    ['data of NLTK in a folder', 'RUN python -m nltk.downloader -d /data punkt', '/data /data\n'],
    ['data that a line downloads', `RUN python -c "import nltk; nltk.download('punkt')"`, '/root/nltk_data\n'],
    ['a virtual environment', 'RUN python -m venv /venv', 'COPY --from=build /venv'],
  ])('is copied: %s', (_, run, copied) => {
    expect(lastStage(of(run))).toContain(copied);
  });

  test('locales are copied, whatever makes them', () => {
    const last = lastStage(of('RUN dpkg-reconfigure locales && /usr/sbin/update-locale LANG=C.UTF-8'));
    expect(last).toContain('COPY --from=build /usr/lib/locale /usr/lib/locale\n');
    expect(last).toContain('COPY --from=build /etc/default/locale /etc/default/locale\n');
  });

  test('models of spaCy are packages', () => {
    expect(lastStage(of('RUN python -m spacy download en_core_web_sm'))).toContain('COPY --from=build /app/main.py');
    expect(lastStage(of('RUN spacy download en_core_web_sm'))).toContain('COPY --from=build /app/main.py');
  });

  test('what Poetry runs works in the folder that it is run in', () => {
    const poetry = text.replace('pip install -r requirements.txt', 'pip install poetry && poetry install');
    const project = { ...files, 'pyproject.toml': '[tool.poetry]\n', 'poetry.lock': '' };
    const run = poetry.replace('CMD', 'RUN poetry run python manage.py collectstatic\nCMD');
    expect(lastStage(rewritten('python-multi-stage', run, project))).toContain('COPY --from=build /app/ /app/\n');
  });

  test.each([
    ['a script that downloads', 'RUN python download_model.py'],
    ['a script that downloads in the place of the shell', 'RUN exec python download_model.py'],
    ['a line that does more', `RUN python -c "import nltk; nltk.download('punkt'); warm()"`],
    [
      'data of NLTK, where a variable may lead it elsewhere',
      'ENV NLTK_DATA=/data\nRUN python -m nltk.downloader punkt',
    ],
  ])('the full image stays for %s', (_, run) => {
    expect(of(run).reason).toMatch(/may be needed to run/);
  });
});

test('libraries that came with headers are collected, even where the headers are gone by then', () => {
  const slim = text
    .replace('3.12', '3.12-slim')
    .replace(
      'RUN pip install -r requirements.txt',
      'RUN apt-get update && apt-get install -y git\nRUN apt-get install -y libpq-dev && pip install -r requirements.txt && apt-get purge -y libpq-dev',
    );
  expect(rewritten('python-multi-stage', slim, files).text).toContain('/tmp/runtime-libraries');
});

test('nothing is joined to a command that takes the place of the shell', () => {
  const exec = text.replace('RUN pip', 'RUN exec pip');
  expect(rewritten('python-multi-stage', exec, files).text).toMatch(/RUN exec pip install -r requirements.txt\nRUN /);
});

describe('pip that installs as a user', () => {
  const asUser = (account: string, more = '') =>
    `FROM python:3.12\nRUN ${account}\n${more}USER app\nWORKDIR /app\nCOPY --chown=app . .\nRUN pip install -r requirements.txt\nCMD ["python", "main.py"]\n`;

  test.each([
    ['useradd -m -u 1000 app', '/home/app/.local'],
    ['useradd --create-home -d /srv/app app', '/srv/app/.local'],
    ['adduser --disabled-password --gecos "" app', '/home/app/.local'],
  ])('puts it into the home folder, which it owns in the last stage too: %s', (account, site) => {
    const result = rewritten('python-multi-stage', asUser(account), files);
    const last = lastStage(result);
    expect(last).toContain(`COPY --from=build ${site}/ ${site}/\n`);
    expect(last).not.toContain('site-packages');
    expect(last).toMatch(new RegExp(`\\nRUN chown app: /app && chown app ${site}\\nUSER app\\n`));
    expect(result.again).toBe(result.text);
  });

  test.each([
    ['there is no home folder', asUser('useradd app')],
    ['the folder of the image is given to the user', asUser('useradd -m app && chown -R app /usr/local')],
    ['the home folder is another one', asUser('useradd -m app', 'ENV HOME=/tmp\n')],
    ['a variable leads it elsewhere', asUser('useradd -m app', 'ENV PYTHONUSERBASE=/opt/site\n')],
    ['root installs as well', asUser('useradd -m app', 'RUN pip install flask\n')],
  ])('keeps the full image where %s', (_, dockerfile) => {
    expect(rewritten('python-multi-stage', dockerfile, files).reason).toMatch(/installs as app/);
  });
});
