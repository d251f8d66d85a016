import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const program = { 'go.mod': 'module shop\n', 'main.go': 'package main\n' };

function converted(text: string, files: Readonly<Record<string, string>> = program) {
  const result = rewritten('go-multi-stage', text, files);
  return { ...result, last: result.text.slice(result.text.lastIndexOf('\nFROM ') + 1) };
}

describe('a program in Go that is linked with libraries in C', () => {
  const text =
    'FROM golang:1.22-bookworm\nRUN apt-get update && apt-get install -y libvips-dev\nWORKDIR /src\nCOPY . .\nRUN go build -o shop .\nCMD ["./shop"]\n';
  const vips = { ...program, 'go.mod': 'require github.com/davidbyttow/govips/v2 v2.14.0\n' };

  test('gets them in the image that runs', () => {
    const { text: after, last, proposals } = converted(text, vips);
    expect(after).toContain('ldd /src/shop');
    expect(last).toContain('source=/tmp/runtime-libraries');
    expect(proposals[0]?.question).not.toMatch(/C libraries/);
  });

  test('gets none where its module brings its own in C', () => {
    const sqlite = { ...program, 'go.mod': 'require github.com/mattn/go-sqlite3 v1.14.0\n' };
    const without = text.replace(/RUN apt.*\n/, '');
    expect(converted(without, sqlite).text).not.toContain('ldd');
    expect(converted(without, vips).text).toContain('ldd');
  });

  test('has its packages installed by the program that installed them, which the linter knows', () => {
    const apt = text.replace('apt-get update && apt-get install -y', 'apt update && apt install -y libvips42');
    expect(converted(apt, vips).last).toContain('RUN apt update && apt install -y libvips42 ');
  });
});

describe('a program that make builds', () => {
  const text = 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN make build\nCMD ["./bin/shop"]\n';
  const made = { ...program, Makefile: 'build:\n\tgo build -o bin/shop .\n' };

  test('is copied where its Makefile has Go build', () => {
    const { text: after, last } = converted(text, made);
    expect(after).toContain('RUN CGO_ENABLED=0 make build\n');
    expect(last).toContain('COPY --from=build /src/bin/shop /src/bin/shop\n');
    const both = converted(text.replace('["./bin/shop"]', './bin/migrate && ./bin/shop'), made).last;
    expect(both).toContain('/src/bin/migrate /src/bin/migrate\n');
    expect(both).toContain('/src/bin/shop /src/bin/shop\n');
  });

  test('comes with its folder where the Makefile makes more', () => {
    const more = { ...made, Makefile: `${made.Makefile}\tnpm --prefix web run build\n` };
    expect(converted(text, more).last).toContain('COPY --from=build /src/ /src/\n');
  });

  test('is left alone where Go has nothing to do with it', () => {
    expect(converted(text, { ...program, Makefile: 'build:\n\tcc shop.c\n' }).reason).toMatch(/Nothing is built/);
  });
});

test('a program that is built into GOPATH by its variable is found there', () => {
  const text = 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o $GOPATH/bin/shop\nENTRYPOINT ["shop"]\n';
  expect(converted(text).last).toContain('COPY --from=build /go/bin/shop /usr/local/bin/shop\n');
});

describe('the zones of the world', () => {
  const zip = '/usr/local/go/lib/time/zoneinfo.zip';
  const text = 'FROM golang:1.22-alpine\nWORKDIR /src\nCOPY . .\nRUN go build -o shop .\nCMD ["./shop"]\n';
  const asking = { ...program, 'main.go': 'package main\nvar tokyo, _ = time.LoadLocation("Asia/Tokyo")\n' };

  test('come along to Alpine, which has none, where a source asks for one', () => {
    expect(converted(text, asking).last).toContain(`COPY --from=build ${zip} ${zip}\n`);
    expect(converted(text.replace('WORKDIR', 'ENV TZ=Asia/Tokyo\nWORKDIR')).last).toContain(zip);
  });

  test('stay away where none is asked for, or they are installed', () => {
    expect(converted(text).last).not.toContain(zip);
    expect(converted(text.replace('WORKDIR', 'RUN apk add tzdata\nWORKDIR'), asking).last).not.toContain(zip);
    expect(converted(text.replace('-alpine', ''), asking).last).not.toContain(zip);
  });
});

test('a file with secrets that the folder brought stays in the image with its folder, unnamed', () => {
  const text = 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o shop .\nCMD ["./shop"]\n';
  const { last, proposals } = converted(text, { ...program, '.env': 'KEY=1\n' });
  expect(last).toContain('COPY --from=build /src/ /src/\n');
  expect(last).not.toContain('.env');
  expect(proposals[0]?.question).toMatch(/\/src\/\.env holds secrets: is less enough\?/);
  const named = converted(text.replace('COPY . .', 'COPY . .\nCOPY .env .'), { ...program, '.env': 'KEY=1\n' });
  expect(named.last).toContain('COPY --from=build /src/.env /src/.env\n');
});

describe('a folder that is named by GOPATH', () => {
  const text =
    'FROM golang:1.12\nWORKDIR $GOPATH/src/shop\nCOPY . .\nRUN go build -o /shop\nENV PATH=$GOPATH/bin:$PATH\nCMD ["/shop"]\n';

  test('is known where the image sets it, and the variable is set where it is named again', () => {
    const { last, text: after, again } = converted(text, { ...program, 'views/a.html': '' });
    expect(last).toMatch(/^FROM .*\nENV GOPATH=\/go\n/);
    expect(last).toContain('COPY --from=build /go/src/shop/views/ /go/src/shop/views/\n');
    expect(again).toBe(after);
  });

  test('needs no variable where nothing names it again', () => {
    expect(converted(text.replace(/ENV.*\n/, '')).last).not.toContain('GOPATH=');
  });
});

describe('a script that waits for a database', () => {
  const script = '#!/bin/sh\nuntil pg_isready -h db; do sleep 1; done\nexec ./shop\n';
  const text = (install: string) =>
    `FROM golang:1.22\n${install}WORKDIR /src\nCOPY . .\nRUN go build -o shop .\nCMD ["./start.sh"]\n`;
  const files = { ...program, 'start.sh': script };

  test('has the client for that where it was installed', () => {
    const { last } = converted(text('RUN apt-get update && apt-get install -y postgresql-client\n'), files);
    expect(last).toMatch(/apt-get install -y postgresql-client /);
    expect(last).toContain('COPY --from=build /src/shop /src/shop\n');
  });

  test('keeps the stage as it is where nothing installs it', () => {
    expect(converted(text(''), files).reason).toMatch(/Beside \.\/shop, pg_isready is started/);
  });
});

test('what makes accounts is installed on Debian 13, which has lost it', () => {
  const text = (from: string, command: string) =>
    `FROM ${from}\nWORKDIR /src\nCOPY . .\nRUN go build -o shop .\nRUN ${command} shop\nUSER shop\nCMD ["./shop"]\n`;
  const install = /RUN apt-get update && apt-get install .* adduser=3\.\* && .* && adduser --system shop\n/;
  expect(converted(text('golang:1.25', 'adduser --system')).last).toMatch(install);
  expect(converted(text('golang:1.22', 'adduser --system')).last).toContain('\nRUN adduser --system shop\n');
  expect(converted(text('golang:1.25', 'useradd')).last).toContain('\nRUN useradd shop\n');
});

describe('several programs that are built into a folder of the system', () => {
  const text =
    'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o /usr/local/bin/ ./cmd/...\nCMD ["/usr/local/bin/api"]\n';

  test('are copied each, as their folders are called', () => {
    const main = 'package main\n';
    const { last } = converted(text, {
      ...program,
      'cmd/api/main.go': main,
      'cmd/worker/main.go': main,
      'cmd/x/x.go': 'package x\n',
    });
    expect(last.match(/^COPY .*bin\/.*$/gm)).toEqual([
      'COPY --from=build /usr/local/bin/api /usr/local/bin/api',
      'COPY --from=build /usr/local/bin/worker /usr/local/bin/worker',
    ]);
  });

  test('keep the stage as it is where they are not known', () => {
    expect(converted(text).reason).toMatch(/Which programs line 4 puts into \/usr\/local\/bin\/ is not known/);
  });
});

test('packages that come from another repository keep the stage as it is', () => {
  const text = (from: string) =>
    `FROM golang:1.22-alpine\nRUN apk add --no-cache ${from} yt-dlp\nWORKDIR /src\nCOPY . .\nRUN go build -o shop .\nCMD ["./shop"]\n`;
  expect(converted(text('--repository=https://example.com/edge')).reason).toMatch(/system packages/);
  expect(converted(text('')).last).toContain('apk add --no-cache yt-dlp');
  expect(converted(text('protobuf')).last).toContain('apk add --no-cache yt-dlp');
});

test('a tool that Go installs and that is started comes along, and one that only builds does not', () => {
  const text =
    'FROM golang:1.22\nRUN go install github.com/pressly/goose/v3@v3.20.0 github.com/swaggo/swag/cmd/swag@latest\nWORKDIR /src\nCOPY . .\nRUN go build -o shop .\nCMD goose -dir sql up && ./shop\n';
  const { last } = converted(text, { ...program, 'sql/1.sql': '' });
  expect(last).toContain('COPY --from=build /go/bin/goose /usr/local/bin/goose\n');
  expect(last).toContain('COPY --from=build /src/shop /src/shop\n');
  expect(last).not.toContain('swag');
});

test('of several programs that are built and started each comes along, and a server from a package is none of them', () => {
  const text = (start: string) =>
    `FROM golang:1.22\nRUN apt-get update && apt-get install -y nginx\nWORKDIR /src\nCOPY . .\nRUN go build ./cmd/api\nRUN go build ./cmd/worker\nCMD ${start}\n`;
  const files = { ...program, 'cmd/api/main.go': '', 'cmd/worker/main.go': '' };
  const both = converted(text('/usr/sbin/nginx && ./worker && ./api'), files).last;
  expect(both).toContain('COPY --from=build /src/worker /src/worker\n');
  expect(both).toContain('COPY --from=build /src/api /src/api\n');
  expect(both).not.toContain('sbin/nginx /');
  expect(both).toMatch(/apt-get install -y nginx /);
});

describe('a script of the build context that a command puts in place', () => {
  const script = '#!/bin/sh\nset -e\nif [ "$(id -u)" = 0 ]; then exec gosu app "$0" "$@"; fi\nexec "$@"\n';
  const text = (place: string, start: string) =>
    `FROM golang:1.22\nRUN apt-get update && apt-get install -y gosu\nWORKDIR /src\nCOPY . .\nRUN go install ./... && ${place}\nENTRYPOINT ["${start}"]\nCMD ["shop"]\n`;

  test.each([
    ['mv docker-entrypoint.sh /usr/local/bin/', 'docker-entrypoint.sh'],
    ['install -m 755 docker-entrypoint.sh /usr/local/bin/start', 'start'],
    ['cp docker-entrypoint.sh /start', '/start'],
  ])('is read for what it starts: %s', (place, start) => {
    const { last } = converted(text(place, start), { ...program, 'docker-entrypoint.sh': script });
    expect(last).toContain('COPY --from=build /go/bin/shop /usr/local/bin/shop\n');
    expect(last).toContain('install -y gosu ');
  });

  test('and that is written in another language is no program that is built', () => {
    const python = { ...program, 'docker-entrypoint.sh': '#!/usr/bin/env python3\n' };
    const { reason } = converted(text('mv docker-entrypoint.sh /usr/local/bin/', 'docker-entrypoint.sh'), python);
    expect(reason).toMatch(/copied and not built here/);
  });
});

test('a program that the sources call is installed where the image of Go had it', () => {
  const text = 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o shop .\nCMD ["./shop"]\n';
  const calling = (source: string) => converted(text, { ...program, 'main.go': source }).last;
  expect(calling('exec.CommandContext(ctx, "git", "clone")')).toContain('install -y --no-install-recommends git=');
  expect(calling('exec.Command("curl")')).toContain('install -y --no-install-recommends curl=');
  expect(calling('exec.Command("convertible")')).not.toContain('install');
  const tests = { ...program, 'shop_test.go': 'exec.Command("git")' };
  expect(converted(text, tests).last).not.toContain('install');
});

describe('a word that a script at the start chooses by', () => {
  const text =
    'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o bin/ ./cmd/...\nENTRYPOINT ["./start.sh"]\nCMD ["api"]\n';
  const files = (test: string) => ({
    'go.mod': 'module shop\n',
    'cmd/api/main.go': 'package main\n',
    'cmd/worker/main.go': 'package main\n',
    'start.sh': `#!/bin/sh\n${test}\nexec "$@"\n`,
  });

  test.each([
    'if [ "$1" = "api" ]; then ./bin/worker & exec ./bin/api; fi',
    'case "$1" in\n  api) ./bin/worker & exec ./bin/api ;;\nesac',
  ])('is no program: %s', (script) => {
    expect(converted(text, files(script)).last).toContain('COPY --from=build /src/bin /src/bin\n');
  });

  test('is one where the script does not', () => {
    expect(converted(text, files('./bin/worker &')).reason).toMatch(/Beside .*, api is started/);
  });
});

test('what go install makes lies where GOBIN says', () => {
  const text = (env: string, run: string) =>
    `FROM golang:1.22\n${env}RUN ${run}go install github.com/pressly/goose/v3/cmd/goose@v3.22.1\nWORKDIR /src\nCOPY . .\nRUN ${run}go install .\nCMD goose up && shop\n`;
  for (const [env, run] of [
    ['ENV GOBIN=/opt/bin\nENV PATH=/opt/bin:$PATH\n', ''],
    ['ENV PATH=/opt/bin:$PATH\n', 'GOBIN=/opt/bin/ '],
  ] as const) {
    const { last } = converted(text(env, run));
    expect(last).toContain('COPY --from=build /opt/bin/shop /opt/bin/shop\n');
    expect(last).toContain('COPY --from=build /opt/bin/goose /opt/bin/goose\n');
  }
  expect(converted(text('', 'GOBIN=$(pwd) ')).reason).toMatch(/is started, and what it needs|Where shop lies/);
});

describe('what supervisord starts', () => {
  const text = (build: string, start = '/usr/bin/supervisord') =>
    `FROM golang:1.22\nRUN apt-get update && apt-get install -y supervisor\nWORKDIR /src\nCOPY . .\nRUN ${build}\nCMD ["${start}"]\n`;

  test('comes along where it is said where it is put, and supervisord with its package', () => {
    for (const start of ['/usr/bin/supervisord', 'supervisord']) {
      const { last } = converted(text('go build -o bin/shop .', start));
      expect(last).toContain('COPY --from=build /src/bin/shop /src/bin/shop\n');
      expect(last).toContain('install -y supervisor ');
      expect(last).not.toContain('COPY --from=build /usr/bin');
    }
  });

  test('is not known where that is not said, or where it may be linked with libraries', () => {
    const withC = { ...program, 'main.go': 'package main\nimport "C"\n' };
    for (const [build, files] of [
      ['go build .', program],
      ['go install .', program],
      ['go build -o bin/shop .', withC],
    ] as const)
      expect(converted(text(build), files).reason).toMatch(/Which programs .*supervisord starts/);
  });
});
