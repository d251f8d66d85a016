import { describe, expect, test } from 'vitest';
import { optimize } from '../../../../src/core/optimize/optimize.ts';
import { contextOf } from './build-context.ts';
import { rewritten } from './rewritten.ts';

const program = { 'go.mod': 'module shop\n', 'main.go': 'package main\n', 'static/a.css': '' };

function lastStage(head: string, tail = '', eol = '\n') {
  const text = `FROM golang:1.22\n${head}\nCOPY . .\nRUN go build -o server .\n${tail}CMD ["./server"]\n`;
  const result = rewritten('go-multi-stage', text.replaceAll('\n', eol), program);
  return { ...result, last: result.text.slice(result.text.lastIndexOf('FROM debian')) };
}

describe('an ARG of the stage that is cut in two', () => {
  test('names the folder of the last stage as well, and is declared there', () => {
    const { last, text, again } = lastStage('ARG HOME_DIR=/srv/shop\nWORKDIR ${HOME_DIR}');
    expect(last).toBe(`FROM debian:bookworm-slim
ARG HOME_DIR=/srv/shop
WORKDIR \${HOME_DIR}
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build \${HOME_DIR}/static/ \${HOME_DIR}/static/
COPY --from=build \${HOME_DIR}/server \${HOME_DIR}/server
CMD ["./server"]
`);
    expect(again).toBe(text);
  });

  test('does so by another variable, and by a part of the path', () => {
    const { last } = lastStage('ARG NAME=shop\nARG TOP=/srv/$NAME\nENV HERE=$TOP\nWORKDIR $HERE\nWORKDIR app');
    expect(last).toMatch(/^FROM .*\nARG NAME=shop\nARG TOP=\/srv\/\$NAME\nENV HERE=\$TOP\nWORKDIR \$HERE\/app\n/);
    expect(last).toContain('COPY --from=build $HERE/app/server $HERE/app/server\n');
  });

  test('is declared for what comes behind the cut, and with the line breaks of the file', () => {
    const tail = 'EXPOSE $PORT\nUSER $RUNNER\n';
    const { last } = lastStage('ARG PORT=80\nARG RUNNER=nobody\nARG OTHER\nWORKDIR /src', tail, '\r\n');
    expect(last).toMatch(/^FROM .*\r\nARG PORT=80\r\nARG RUNNER=nobody\r\nWORKDIR \/src\r\n/);
    expect(last).not.toContain('OTHER');
    expect(last).not.toMatch(/[^\r]\n/);
  });

  test('leaves alone what starts, which no variable is put into', () => {
    const { last } = lastStage('ARG AT=/srv\nWORKDIR $AT\nHEALTHCHECK CMD ["/srv/server", "check"]');
    expect(last).toContain('HEALTHCHECK CMD ["/srv/server", "check"]\n');
  });

  test('does not keep the program from being stripped', () => {
    const text = 'FROM golang:1.22\nARG AT=/srv\nWORKDIR $AT\nCOPY . .\nRUN go build -o server .\nCMD ["./server"]\n';
    const { all } = optimize(text, { only: ['go-multi-stage', 'stripped-programs'], context: contextOf(program) });
    expect(all.text).toContain('-ldflags="-s -w"');
  });
});
