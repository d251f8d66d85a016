import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readElf } from '../../../../src/core/image/elf.ts';
import { factsOf } from '../../../../src/core/image/tree-facts.ts';
import { elfFile } from './elf-files.ts';

test.each([64, 32] as const)('a program of %i bits says what it needs, in either byte order', (bits) => {
  for (const little of [true, false]) {
    const program = elfFile({
      bits,
      little,
      interpreter: '/lib/ld.so.1',
      needed: ['liba.so.1', 'libc.so.6'],
      rpath: '/a:/b',
      runpath: '$ORIGIN/lib',
    });
    expect(readElf(program)).toMatchObject({
      bits,
      interpreter: '/lib/ld.so.1',
      needed: ['liba.so.1', 'libc.so.6'],
      rpath: ['/a', '/b'],
      runpath: ['$ORIGIN/lib'],
    });
  }
});

test('two builds that differ in their ids alone are the same but for them', () => {
  const [a, b, c] = ['0123456789', '9876543210', '9876543210'].map((buildId, index) =>
    factsOf('/x', elfFile({ buildId, needed: index === 2 ? ['libm.so'] : [] })),
  );
  expect(a?.stable).toEqual(b?.stable);
  expect(a?.stable).not.toEqual(c?.stable);
});

test.runIf(process.platform === 'linux')('the program that runs this is read as the system reads it', () => {
  const facts = readElf(readFileSync(process.execPath));
  expect(facts?.interpreter).toMatch(/^\/lib.*\/ld-/);
  expect(facts?.needed).toEqual(expect.arrayContaining([expect.stringMatching(/^libc\./)]));
});

test('what is cut off or scrambled is no program, and no crash', () => {
  const whole = elfFile({ interpreter: '/lib/ld.so', needed: ['a'], buildId: '0123456789' });
  for (let length = 0; length < whole.length; length += 7) readElf(whole.subarray(0, length));
  for (let at = 4; at < 400; at++) {
    const broken = Buffer.from(whole);
    broken[at] = 0xff;
    readElf(broken);
  }
  expect(readElf(Buffer.from('#!/bin/sh\n'))).toBeUndefined();
  expect(readElf(whole.subarray(0, 100))).toBeUndefined();
});
