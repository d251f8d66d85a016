// `nginx` and `nginxinc/nginx-unprivileged`: Debian's nginx with the settings, the user and the places of the images.
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../processes.ts';
import { type LayerRecipe, onTop, PATH, packages, type StandIn } from './recipe.ts';
import type { Reference } from './reference.ts';
import { system } from './systems.ts';

const PARTS = ['ca-certificates', 'curl', 'gettext-base', 'nginx-light'];
const config = {
  Env: [`PATH=${PATH}`, 'NGINX_VERSION=1.22.1'],
  Entrypoint: ['/docker-entrypoint.sh'],
  Cmd: ['nginx', '-g', 'daemon off;'],
  StopSignal: 'SIGQUIT',
};

export async function nginx(_: Reference): Promise<StandIn> {
  return {
    layers: await nginxLayers(),
    config: { ...config, ExposedPorts: { '80/tcp': {} } },
    is: 'Debian 12 with nginx 1.22',
  };
}

export async function nginxUnprivileged(_: Reference): Promise<StandIn> {
  const layers = onTop(await nginxLayers(), 'nginx-light-unprivileged', async (root) => {
    await writeSettings(root, { port: 8080, pid: '/tmp/nginx.pid', temporary: '/tmp' });
    await run('chown', ['-R', '101:101', path.join(root, 'etc/nginx'), path.join(root, 'usr/share/nginx/html')]);
  });
  return {
    layers,
    config: { ...config, User: '101', ExposedPorts: { '8080/tcp': {} } },
    is: 'Debian 12 with nginx 1.22 that runs as a user',
  };
}

async function nginxLayers(): Promise<readonly LayerRecipe[]> {
  return packages(await system('bookworm'), 'nginx-light', PARTS, async (root) => {
    await run('chroot', [root, 'groupadd', '--system', '--gid', '101', 'nginx']);
    const user = ['--system', '--uid', '101', '--gid', '101', '--home-dir', '/nonexistent', '--shell', '/bin/false'];
    await run('chroot', [root, 'useradd', ...user, 'nginx']);
    await mkdir(path.join(root, 'docker-entrypoint.d'), { recursive: true });
    await writeFile(path.join(root, 'docker-entrypoint.sh'), ENTRYPOINT, { mode: 0o755 });
    await writeSettings(root, { port: 80, pid: '/var/run/nginx.pid', temporary: undefined });
    const pages = path.join(root, 'usr/share/nginx/html');
    await mkdir(pages, { recursive: true });
    await writeFile(
      path.join(pages, 'index.html'),
      '<!DOCTYPE html><title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>\n',
    );
    await writeFile(path.join(pages, '50x.html'), '<!DOCTYPE html><title>Error</title><h1>An error occurred.</h1>\n');
    for (const [name, target] of Object.entries({ 'access.log': 'stdout', 'error.log': 'stderr' })) {
      await rm(path.join(root, 'var/log/nginx', name), { force: true });
      await symlink(`/dev/${target}`, path.join(root, 'var/log/nginx', name));
    }
  });
}

/** Where templates stand, they are filled with the environment, as in the image. */
const ENTRYPOINT = `#!/bin/sh
set -e
if [ "$1" = nginx ]; then
  for template in /etc/nginx/templates/*.template; do
    [ -e "$template" ] || continue
    name=$(basename "$template" .template)
    envsubst "$(printf '$%s ' $(env | cut -d= -f1))" < "$template" > "/etc/nginx/conf.d/$name"
  done
  for part in /docker-entrypoint.d/*.sh; do [ -x "$part" ] && "$part"; done
fi
exec "$@"
`;

interface Settings {
  readonly port: number;
  readonly pid: string;
  /** The folder for what nginx writes while it runs, where the user may not write to nginx's own. */
  readonly temporary: string | undefined;
}

async function writeSettings(root: string, { port, pid, temporary }: Settings): Promise<void> {
  const nginx = path.join(root, 'etc/nginx');
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const places = temporary ? kinds.map((kind) => `    ${kind}_temp_path ${temporary}/${kind}_temp;`) : [];
  await writeFile(
    path.join(nginx, 'nginx.conf'),
    [
      ...(temporary ? [] : ['user nginx;']),
      'worker_processes auto;',
      'error_log /var/log/nginx/error.log notice;',
      `pid ${pid};`,
      'events { worker_connections 1024; }',
      'http {',
      ...places,
      '    include /etc/nginx/mime.types;',
      '    default_type application/octet-stream;',
      '    access_log /var/log/nginx/access.log;',
      '    sendfile on;',
      '    keepalive_timeout 65;',
      '    include /etc/nginx/conf.d/*.conf;',
      '}',
      '',
    ].join('\n'),
  );
  await mkdir(path.join(nginx, 'conf.d'), { recursive: true });
  await writeFile(
    path.join(nginx, 'conf.d/default.conf'),
    [
      'server {',
      `    listen ${port};`,
      '    server_name localhost;',
      '    location / {',
      '        root /usr/share/nginx/html;',
      '        index index.html index.htm;',
      '    }',
      '    error_page 500 502 503 504 /50x.html;',
      '    location = /50x.html { root /usr/share/nginx/html; }',
      '}',
      '',
    ].join('\n'),
  );
}
