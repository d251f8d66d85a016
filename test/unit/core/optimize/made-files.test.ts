import { describe, expect, test } from 'vitest';
import { rewritten } from './rewritten.ts';

/** What the last stage takes over of what a RUN makes beside a program in Go; the reason where nothing is converted. */
function takenOver(run: string, args = ''): string | readonly (string | undefined)[] {
  const text = `FROM golang:1.22\n${args}WORKDIR /src\nCOPY . .\nRUN go build -o shop .\nRUN ${run}\nCMD ["./shop"]\n`;
  const { text: after, reason } = rewritten('go-multi-stage', text, { 'go.mod': '', 'main.go': '', 'data/a.txt': '' });
  return reason ?? [...after.matchAll(/^COPY --from=build (\S+) /gm)].map(([, path]) => path);
}

describe('of what a command makes, the last stage gets', () => {
  test('the folder of a file whose name hangs on an argument, which may be another', () => {
    const write = 'envsubst < data/a.txt > conf/shop.${TARGET}.yaml';
    expect(takenOver(write, 'ARG TARGET=prod\n')).toContain('/src/conf/');
    expect(takenOver(write, 'ENV TARGET=prod\n')).toContain('/src/conf/shop.prod.yaml');
    expect(takenOver('touch shop.$TARGET', 'ARG TARGET=prod\n')).toContain('/src/');
    expect(takenOver('touch /etc/shop.$TARGET', 'ARG TARGET=prod\n')).toMatch(/puts what is not known into \/etc/);
  });

  test('no link to what an argument names, which may be another', () => {
    const link = 'ln -s /src/data.$TARGET /usr/share/shop';
    expect(takenOver(link, 'ARG TARGET=prod\n')).toMatch(/makes a link to what the argument TARGET says/);
    expect(takenOver(link, 'ENV TARGET=prod\n')).toContain('/etc/ssl/certs/ca-certificates.crt');
  });

  test('what is copied into the folder that it runs in, by its own name', () => {
    const copies = takenOver('mkdir out && cd out && cp -r ../data .');
    expect(copies).toContain('/src/out/');
    expect(takenOver('cp /etc/hosts.allow .')).toContain('/src/hosts.allow');
    expect(takenOver('cp /etc/hosts.allow .')).not.toContain('/src');
  });

  test('nothing where a folder is made of what is copied that only images of web servers have', () => {
    expect(takenOver('cp -r data /var/www')).toMatch(/\/var\/www/);
    expect(takenOver('cp -r data /opt')).toContain('/opt/data');
  });
});
