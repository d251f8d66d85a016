import { describe, expect, test } from 'vitest';
import { fields, Message } from '../../../../src/adapters/docker/buildkit/protobuf.ts';
import { parseStepName, StepTracker } from '../../../../src/adapters/docker/buildkit/steps.ts';
import { decodeTrace } from '../../../../src/adapters/docker/buildkit/trace.ts';
import type { BuildEvent } from '../../../../src/adapters/docker/contract.ts';

describe('the wire format', () => {
  test('what is written is read back, large numbers and nested messages too', () => {
    const inner = new Message().bytes(1, 'é').number(2, 2 ** 31 + 0o755);
    const outer = new Message().number(1, 300).message(2, inner).number(3, 1_700_000_000_000_000_000n).number(4, 0);
    const read = [...fields(outer.encode())];
    expect(read.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(read[0]?.value).toBe(300);
    const [text, mode] = [...fields(read[1]?.bytes as Buffer)];
    expect(text?.bytes.toString()).toBe('é');
    expect(mode?.value).toBe(2 ** 31 + 0o755);
    expect(read[2]?.value).toBe(1.7e18);
  });

  test('fields of fixed width are passed over, a message that is cut off is refused', () => {
    expect([...fields(Buffer.from([0x0d, 1, 0, 0, 0, 0x10, 7]))].map(({ value }) => value)).toEqual([1, 7]);
    expect(() => [...fields(Buffer.from([0x0a, 5, 1]))]).toThrow(RangeError);
    expect(() => [...fields(Buffer.from([0x80]))]).toThrow(RangeError);
  });
});

const time = (seconds: number) => new Message().number(1, seconds);
const vertex = (
  name: string,
  options: { started?: number; completed?: number; cached?: boolean; error?: string } = {},
) => {
  const message = new Message().bytes(1, `sha256:${name}`).bytes(3, name);
  if (options.cached) message.number(4, 1);
  if (options.started !== undefined) message.message(5, time(options.started));
  if (options.completed !== undefined) message.message(6, time(options.completed));
  if (options.error) message.bytes(7, options.error);
  return new Message().message(1, message);
};
const log = (name: string, text: string | Buffer) =>
  new Message().message(3, new Message().bytes(1, `sha256:${name}`).bytes(4, text));

function follow(...traces: Message[]): { tracker: StepTracker; events: BuildEvent[] } {
  const events: BuildEvent[] = [];
  const tracker = new StepTracker((event) => events.push(event));
  for (const trace of traces) tracker.take(decodeTrace(trace.encode().toString('base64')));
  return { tracker, events };
}

describe('steps from the trace of BuildKit', () => {
  test('a step is told when it begins and when it ends, with its seconds', () => {
    const name = '[build 2/3] RUN make';
    const { tracker, events } = follow(
      vertex(name),
      vertex(name, { started: 10 }),
      vertex(name, { started: 10, completed: 12 }),
    );
    expect(events).toMatchObject([
      {
        kind: 'step',
        step: { stage: 'build', number: 2, total: 3, name: 'RUN make', state: 'running', seconds: undefined },
      },
      { kind: 'step', step: { state: 'done', seconds: 2 } },
    ]);
    expect(tracker.all()).toHaveLength(1);
  });

  test('a cached step is one, and internal work is none', () => {
    const { tracker } = follow(
      vertex('[internal] load build context', { started: 1, completed: 2 }),
      vertex('[2/2] COPY . .', { started: 1, completed: 1, cached: true }),
    );
    expect(tracker.all()).toMatchObject([{ name: 'COPY . .', state: 'cached' }]);
  });

  test('output comes as whole lines, however it is cut, and keeps characters together', () => {
    const name = '[2/2] RUN make';
    const euro = Buffer.from('€');
    const { events } = follow(
      vertex(name, { started: 1 }),
      log(name, 'a\nb'),
      log(name, Buffer.concat([Buffer.from(' '), euro.subarray(0, 1)])),
      log(name, Buffer.concat([euro.subarray(1), Buffer.from('\n10%\r20%\rdone\n')])),
    );
    expect(events.filter(({ kind }) => kind === 'log').map((event) => 'line' in event && event.line)).toEqual([
      'a',
      'b €',
      'done',
    ]);
  });

  test('a failure names the first step that failed and its last lines, not those that were stopped for it', () => {
    const name = '[2/3] RUN make';
    const { tracker } = follow(
      vertex(name, { started: 1 }),
      log(name, `${Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\n')}\n`),
      vertex('[other 2/2] RUN x', { started: 1, completed: 2, error: 'context canceled' }),
      vertex(name, { started: 1, completed: 2, error: 'exit code: 2' }),
    );
    const failure = tracker.failure('exit code: 2');
    expect(failure.step).toBe(name);
    expect(failure.output).toHaveLength(20);
    expect(failure.output.at(-1)).toBe('line 29');
  });

  test.each([
    ['[2/4] RUN a', { stage: '', number: 2, total: 4, name: 'RUN a' }],
    ['[stage-1 12/14] RUN a', { stage: 'stage-1', number: 12, total: 14, name: 'RUN a' }],
    ['[linux/arm64/v8 build 1/2] FROM x', { stage: 'build', number: 1, total: 2, name: 'FROM x' }],
    ['[linux/arm64 1/2] FROM x', { stage: '', number: 1, total: 2, name: 'FROM x' }],
    ['[build  2/10] RUN a', { stage: 'build', number: 2, total: 10, name: 'RUN a' }],
    ['[internal] load metadata for x', undefined],
    ['exporting to image', undefined],
  ])('%s', (name, step) => expect(parseStepName(name)).toEqual(step));
});
