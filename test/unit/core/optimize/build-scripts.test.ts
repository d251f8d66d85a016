import { describe, expect, test } from 'vitest';
import { rewritten } from './rewritten.ts';

/** What becomes of a conversion when its build calls a script of the build context. */
function conversion(run: string, script: Readonly<Record<string, string>>, before = '') {
  const text = `FROM python:3.12\nWORKDIR /app\n${before}COPY . .\nRUN ${run}\nRUN pip install -r requirements.txt\nCMD ["python", "main.py"]\n`;
  const result = rewritten('python-multi-stage', text, { 'requirements.txt': '', 'main.py': '', ...script });
  return result.reason ?? 'converted';
}

describe('a shell script that a build calls is read:', () => {
  const of = (body: string, run = 'bash scripts/setup.sh') =>
    conversion(run, { 'scripts/setup.sh': `#!/bin/bash\nset -e\n${body}\n` });

  test.each([
    ['apt-get update && apt-get install -y libsodium23', 'which installs libsodium23'],
    ['useradd shop', 'which changes accounts with useradd'],
    ['mkdir -p /etc/shop && cp shop.cfg /etc/shop/', 'which may write to /etc/shop'],
    ['cd /var/lib\ntouch shop.db', 'which may write to /var/lib/shop.db'],
    ['echo 1 > /etc/shop.cfg', 'which may write to /etc/shop.cfg'],
    ['sysctl -w a=1', 'which configures the system with sysctl'],
  ])('%s keeps the image', (body, why) => {
    expect(of(body)).toBe(`Line 4 calls scripts/setup.sh, ${why}: it may be needed to run.`);
  });

  test.each([
    ['what it leaves in the folder that it is called in', 'mkdir -p build\ncp a build/a\necho 1 > build/b'],
    ['compilers', 'apt-get install -y --no-install-recommends gcc libpq-dev'],
    ['what nothing reads any more', 'curl -o /tmp/a.tar https://example.org/a.tar'],
    ['what a variable names', 'cp a "$TARGET/a"'],
  ])('%s may be left to it', (_, body) => {
    expect(of(body)).toBe('converted');
  });

  test('by whatever name it is called', () => {
    const why = 'which installs redis-server: it may be needed to run.';
    const script = 'apk add redis-server';
    expect(of(script, './scripts/setup.sh')).toBe(`Line 4 calls ./scripts/setup.sh, ${why}`);
    expect(of(script, 'cd scripts && . ./setup.sh')).toBe(`Line 4 calls ./setup.sh, ${why}`);
    const put = 'COPY scripts/setup.sh /tmp/\n';
    expect(conversion('sh /tmp/setup.sh', { 'scripts/setup.sh': script }, put)).toBe(
      `Line 5 calls /tmp/setup.sh, ${why}`,
    );
  });
});

describe('a program that a build calls', () => {
  const of = (body: string) => conversion('python seed.py', { 'seed.py': body });

  test('keeps the image when it writes, and names a place outside the folder', () => {
    expect(of('import os\nos.makedirs("/var/lib/shop", exist_ok=True)\n')).toBe(
      'Line 4 calls seed.py, which may write to /var/lib/shop: it may be needed to run.',
    );
  });

  test.each([
    ['reads alone', 'open("/etc/hostname").read()'],
    ['writes to its folder', 'open("seed.json", "w").write("/var/lib/shop is not quoted by itself")'],
    ['writes to what comes along', 'open("/app/seed.json", "w")\nopen("/opt/../app/x/")'],
  ])('does not when it %s', (_, body) => {
    expect(of(body)).toBe('converted');
  });
});

describe('a command of Django writes to where the settings say:', () => {
  const of = (command: string, settings: string) =>
    conversion(`python manage.py ${command}`, { 'manage.py': '', 'shop/settings/base.py': settings });

  test.each([
    ['collectstatic --noinput', 'STATIC_ROOT = "/static"', '/static'],
    ['collectstatic', "STATIC_ROOT = os.environ.get('STATIC_ROOT', '/var/www/static/')", '/var/www/static'],
    ['migrate', "DATABASES = {\n  'default': {\n    'NAME': '/db/shop.sqlite3',\n", '/db/shop.sqlite3'],
  ])('%s keeps the image with %s', (command, settings, path) => {
    expect(of(command, settings)).toBe(`Line 4 calls manage.py, which may write to ${path}: it may be needed to run.`);
  });

  test.each([
    ['collectstatic', 'STATIC_ROOT = BASE_DIR / "static"'],
    ['collectstatic', 'STATIC_ROOT = "/app/static"'],
    ['compilemessages', 'STATIC_ROOT = "/static"'],
  ])('%s does not with %s', (command, settings) => {
    expect(of(command, settings)).toBe('converted');
  });
});
