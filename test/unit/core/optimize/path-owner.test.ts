import { describe, expect, test } from 'vitest';
import { rewritten } from './rewritten.ts';

const files = { 'requirements.txt': 'flask\n', 'main.py': '' };
const begin =
  'FROM python:3.12\nCOPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt && useradd -m app\n';
const end = 'CMD ["python", "main.py"]\n';

/** Whom the folder of the application is given to in the last stage. */
function ownerAfter(middle: string): string | undefined {
  const { text } = rewritten('python-multi-stage', begin + middle + end, files);
  const last = text.slice(text.lastIndexOf('\nFROM '));
  expect(last).toContain('WORKDIR /app');
  return /RUN .*\bchown (\S+) \/app(?= |\n)/.exec(last)?.[1];
}

describe('the folder of the application belongs in the last stage to whom it belonged', () => {
  test.each([
    ['WORKDIR made it behind USER', 'USER app\nWORKDIR /app\nCOPY --chown=app main.py ./\n', 'app:'],
    [
      'COPY made it for a user',
      'COPY --chown=app main.py /app/\nWORKDIR /app\nCOPY main.py ./b.py\nUSER app\n',
      'app:',
    ],
    [
      'COPY made it for somebody',
      'COPY --chown=app:app main.py /app/\nWORKDIR /app\nCOPY main.py ./b.py\nUSER app\n',
      'app:app',
    ],
    [
      'a command gave it by a variable',
      'ENV HERE=/app\nWORKDIR $HERE\nCOPY main.py ./\nRUN chown -R app $HERE\nUSER app\n',
      'app',
    ],
    ['root made it', 'WORKDIR /app\nCOPY --chown=app main.py ./\nUSER app\n', undefined],
    ['a command of root made it', 'RUN mkdir -p /app/data\nUSER app\nWORKDIR /app\nCOPY main.py ./\n', undefined],
  ])('%s', (_, middle, owner) => {
    expect(ownerAfter(middle)).toBe(owner);
  });
});

test('a folder of the image that was given to somebody is given again, where something lies in it', () => {
  const of = (given: string) =>
    rewritten(
      'python-multi-stage',
      `${begin}WORKDIR /srv/shop\nCOPY . .\nRUN chown -R app:app ${given}\nUSER app\n${end}`,
      files,
    ).text;
  expect(of('/srv')).toContain('RUN chown app:app /srv/shop && chown app:app /srv\n');
  expect(of('/srv/shop')).not.toContain('chown app:app /srv\n');
});
