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

test('a file with secrets that the folder brought stays in the image, and the question names it', () => {
  const text = 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o shop .\nCMD ["./shop"]\n';
  const { last, proposals } = converted(text, { ...program, '.env': 'KEY=1\n' });
  expect(last).toContain('COPY --from=build /src/.env /src/.env\n');
  expect(proposals[0]?.question).toMatch(/\/src\/\.env is in the image, as before: can it do without\?/);
});
