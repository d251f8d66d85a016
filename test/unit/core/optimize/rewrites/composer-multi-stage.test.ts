import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const files = { 'composer.json': '{}', 'composer.lock': '{}', 'public/index.php': '' };

function of(text: string, more: Readonly<Record<string, string>> = {}) {
  const result = rewritten('composer-multi-stage', text, { ...files, ...more });
  expect(result.again).toBe(result.text);
  const [base = '', build = '', last = ''] = result.text.split(/^(?=FROM )/m);
  return { ...result, base, build, last };
}

describe('what Node builds beside PHP', () => {
  const text = `FROM php:8.3-apache
RUN apt-get update && apt-get install -y libzip5 nodejs npm
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY . .
RUN composer install
RUN npm ci && npm run build
RUN php artisan storage:link
`;
  const site = {
    'package.json': '{"scripts":{"build":"vite build"},"devDependencies":{"vite":"^6"}}',
    'package-lock.json': '{}',
    'vite.config.js': "import path from 'node:path';\n",
    'compose.yaml': 'services:\n  vite:\n    command: npm run dev\n',
  };

  test('is built where Composer works, and Node stays there with what it installed', () => {
    const { base, build, last, proposals } = of(text, site);
    expect(base).toContain('apt-get install -y libzip5\n');
    expect(build).toContain('apt-get install -y --no-install-recommends nodejs npm &&');
    expect(build).toContain('RUN npm ci && npm run build && rm -rf /var/www/html/node_modules\n');
    expect(last).toContain('COPY --from=build /var/www/html /var/www/html\nRUN php artisan storage:link\n');
    expect(last).not.toContain('npm');
    expect(proposals[0]?.question).toContain('Node and node_modules stay out of it as well');
  });

  test('Node that comes from elsewhere stays there too', () => {
    const source = text
      .replace(' nodejs npm', '')
      .replace(
        'COPY . .',
        'RUN curl -fsSL https://deb.nodesource.com/setup_22.x | bash - && apt-get install -y nodejs\nCOPY . .',
      );
    const { base, build, last } = of(source, site);
    expect(base + last).not.toContain('nodejs');
    expect(build).toContain('| bash - && apt-get install -y nodejs\n');
  });

  test('is built in the RUN in which Composer works for the last time', () => {
    const source = text
      .replace('COPY . .', 'COPY package*.json composer.* ./')
      .replace('RUN npm ci && npm run build', 'RUN npm ci\nCOPY . .\nRUN npm run build && composer dump-autoload');
    const { build, last } = of(source, site);
    expect(build).toContain('composer dump-autoload && rm -rf /var/www/html/node_modules\n');
    expect(last).not.toContain('npm');
  });

  test('what Node installs in front of Composer comes along with the folder, where Node is needed', () => {
    const source = text.replace(
      'RUN composer install\nRUN npm ci && npm run build',
      'RUN npm ci\nRUN composer install',
    );
    const { base, build, last } = of(source, site);
    expect(base).toContain('nodejs npm');
    expect(build).toContain('RUN npm ci\n');
    expect(last).not.toContain('npm');
  });

  test.each([
    ['a script of a server calls it', { 'docker/supervisord.conf': '[program:ssr]\ncommand=node bootstrap/ssr.js\n' }],
    ['a source calls it', { 'app/Pdf.php': "<?php exec('node print.js');\n" }],
    ['pages are rendered by it', { 'package.json': '{"scripts":{"build":"vite build && vite build --ssr"}}' }],
    ['a package calls it', { 'composer.json': '{"require":{"spatie/browsershot":"^5"}}' }],
    ['it builds nothing', { 'package.json': '{}' }],
  ])('Node stays with the application where %s', (name, more) => {
    const source = name === 'it builds nothing' ? text.replace(' && npm run build', '') : text;
    const { base, last } = of(source, { ...site, ...more });
    expect(base).toContain('nodejs npm');
    expect(last).toContain('npm ci');
  });
});

describe('what stands between the beginning of the build and Composer', () => {
  const text = `FROM php:8.3-apache
WORKDIR /app
COPY . .
RUN sed -i 's|/var/www/html|/app/public|' /etc/apache2/sites-available/000-default.conf
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
RUN apt-get update && apt-get install -y libzip-dev && docker-php-ext-install zip && rm -rf /var/lib/apt/lists/*
COPY php.ini /usr/local/etc/php/
RUN composer install
`;
  const known = { 'php.ini': '' };

  test('extensions are compiled once, and do not hang on the sources', () => {
    const { base, build, last } = of(text, known);
    expect(base).toBe(
      'FROM php:8.3-apache AS base\nWORKDIR /app\nRUN apt-get update && apt-get install -y libzip-dev && docker-php-ext-install zip && rm -rf /var/lib/apt/lists/*\n\n',
    );
    expect(build + last).not.toContain('docker-php-ext-install');
    expect(last).toContain('RUN sed -i');
  });

  test('they join the RUN that stands in front of the build', () => {
    const { base } = of(text.replace('WORKDIR', 'RUN a2enmod rewrite\nWORKDIR').replace('WORKDIR /app\n', ''), known);
    expect(base).toContain('RUN a2enmod rewrite && apt-get update && apt-get install -y libzip-dev');
  });

  test.each([
    ['the folder of the application is read', text.replace('install zip', 'install zip && cp /app/a.ini /tmp')],
    ['a package comes from the sources', text.replace('libzip-dev', 'libzip-dev ./a.deb')],
    ['a file that is copied may be read', text.replace('COPY --from', 'COPY php.ini /etc/apt/\nCOPY --from')],
  ])('is done in both stages where %s', (_, source) => {
    const { base, build, last } = of(source, known);
    expect(base).not.toContain('docker-php-ext-install');
    expect(build).toContain('docker-php-ext-install');
    expect(last).toContain('docker-php-ext-install');
  });
});

describe('what Composer downloads with', () => {
  const text = `FROM php:8.3-cli
RUN apt-get update && apt-get install -y git unzip \\
    && docker-php-ext-install pdo_mysql
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY . .
RUN composer install
`;

  test('leaves a RUN that does more', () => {
    const { base, build } = of(text);
    expect(base).toContain('\nRUN docker-php-ext-install pdo_mysql\n');
    expect(build).toContain('apt-get install -y --no-install-recommends git unzip ca-certificates');
  });

  test('stays where another RUN installs with the same lists', () => {
    const { base } = of(text.replace('COPY --from', 'EXPOSE 80\nRUN apt-get install -y libzip5\nCOPY --from'));
    expect(base).toContain('apt-get update && apt-get install -y git unzip');
  });
});

test('Composer is known by its archive as well', () => {
  const text = `FROM php:8.3-cli
RUN curl -sS https://getcomposer.org/installer | php && mv composer.phar /usr/local/bin/
WORKDIR /app
COPY . .
RUN php /usr/local/bin/composer.phar install
`;
  const { build, last } = of(text);
  expect(build).toContain('composer.phar install');
  expect(last).toBe('FROM base\nWORKDIR /app\nCOPY --from=build /app /app\n');
});
