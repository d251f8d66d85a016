import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { parseShell } from '../../../../src/core/dockerfile/shell.ts';
import { taskOf } from '../../../../src/core/optimize/model/task.ts';
import { optimize } from '../../../../src/core/optimize/optimize.ts';

function purposeOf(command: string): string {
  const [run] = parseDockerfile(`FROM debian:12\nRUN ${command}\n`).stages[0]?.instructions ?? [];
  return parseShell(run as NonNullable<typeof run>)
    .commands.map((each) => taskOf(each).purpose)
    .join(' ');
}

describe('what a command is for', () => {
  test.each([
    ['apt-get update', 'index'],
    ['apt-get install -y gcc', 'packages'],
    ['npm ci', 'dependencies'],
    ['yarn', 'dependencies'],
    ['pnpm build', 'build'],
    ['npm install -g serve', 'tool'],
    ['npx tsc -p .', 'build'],
    ['npm exec tsc', 'build'],
    ['npm rebuild bcrypt --build-from-source', 'dependencies'],
    ['npm update', 'dependencies'],
    ['npx nest build', 'build'],
    ['npx --yes vite@6 build', 'build'],
    ['npx remix vite:build', 'build'],
    ['npx nest start', 'unknown'],
    ['npx @nestjs/cli@10 build', 'unknown'],
    ['go build ./...', 'build'],
    ['go install example.com/a@v1', 'tool'],
    ['cargo +nightly build --release', 'build'],
    ['cargo install --path .', 'build'],
    ['python -m pip install -r requirements.txt', 'dependencies'],
    ['pip install --upgrade pip', 'tool'],
    ['uv run pytest', 'test'],
    ['poetry run ruff check .', 'test'],
    ['./mvnw -q package', 'build'],
    ['gradle :app:installDist', 'build'],
    ['composer install', 'dependencies'],
    ['sudo make install', 'build'],
    ['npx npx npx', 'unknown'],
    ['sudo', 'unknown'],
    ['something-of-ours', 'unknown'],
  ])('%s: %s', (command, purpose) => {
    expect(purposeOf(command)).toBe(purpose);
  });

  // Names that every object of the language has.
  test.each(['constructor', 'toString', 'npm run valueOf', 'go constructor', 'bundle toString', '__proto__'])(
    '%s is a command like any other',
    (command) => {
      expect(purposeOf(command)).toMatch(/^(unknown|build)$/);
      const text = `FROM constructor\nWORKDIR a\nCOPY . .\nRUN ${command}\nCMD ["toString"]\n`;
      expect(optimize(text).declined.length).toBeGreaterThan(0);
    },
  );
});
