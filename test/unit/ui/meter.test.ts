import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Meter } from '../../../src/ui/meter.ts';

const event = (phase: string, done?: number, total?: number) => ({
  message: phase,
  phase,
  ...(done !== undefined && { done }),
  ...(total !== undefined && { total }),
});

describe('the bar of a notification', () => {
  test('goes as far as the work is done', () => {
    const meter = new Meter({ push: 100 });
    expect([1, 2, 4].map((done) => meter.advance(event('push', done, 4)))).toEqual([25, 25, 50]);
  });

  test('gives each phase its share, and the first word of a phase counts', () => {
    const meter = new Meter({ build: 60, push: 30, deploy: 10 });
    expect(meter.advance(event('build', 5, 10))).toBe(30);
    expect(meter.advance(event('push', 0, 7))).toBe(30);
    expect(meter.advance(event('push', 7, 7))).toBe(30);
    expect(meter.advance(event('deploy.service', 1, 2))).toBe(5);
  });

  test('goes on where a phase left off when another came between', () => {
    const meter = new Meter({ 'deploy.tasks': 40, deploy: 60 });
    expect(meter.advance(event('deploy.cluster', 1, 2))).toBe(30);
    expect(meter.advance(event('deploy.tasks', 1, 2))).toBe(50);
    expect(meter.advance(event('deploy.service', 2, 2))).toBe(0);
    expect(meter.advance(event('deploy.tasks', 2, 2))).toBe(20);
  });

  test('stands still while nobody knows how much there is to do', () => {
    const meter = new Meter();
    expect(meter.advance(event('build'))).toBe(0);
    expect(meter.advance(event('build', 10))).toBe(0);
    expect(meter.advance(event('build', 0, 0))).toBe(0);
  });

  test('does not count a point twice where the total grows', () => {
    const meter = new Meter({ push: 100 });
    expect(meter.advance(event('push', 50, 100))).toBe(50);
    expect(meter.advance(event('push', 60, 200))).toBe(0);
    expect(meter.advance(event('push', 120, 200))).toBe(10);
  });

  test('never goes back nor past its end, whatever is reported', () => {
    const events = fc.record({
      phase: fc.constantFrom('build', 'push', 'scan', 'deploy.alb'),
      done: fc.nat(500),
      total: fc.nat(500),
    });
    fc.assert(
      fc.property(fc.array(events), (reported) => {
        const meter = new Meter({ build: 50, push: 20 });
        const steps = reported.map(({ phase, done, total }) => meter.advance(event(phase, done, total)));
        expect(steps.every((step) => step >= 0 && Number.isInteger(step))).toBe(true);
        expect(steps.reduce((sum, step) => sum + step, 0)).toBeLessThanOrEqual(100);
      }),
    );
  });
});
