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
  });

  test('stays where it is started, or a source asks for it', () => {
    const install = 'pip install pipenv && pipenv sync --system';
    expect(of(install, '["pipenv", "run", "main"]').text).not.toContain('uninstall -y pipenv');
    expect(of(install, '["python", "main.py"]', 'import pipenv\n').text).not.toContain('uninstall -y pipenv');
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
