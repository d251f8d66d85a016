// The parts of the gateway that can be seen without any service behind it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { splitMembers } from '../testbed/gateway/pages.ts';
import { refusal } from '../testbed/gateway/refusals.ts';
import { readTar } from '../testbed/gateway/tar.ts';
import { compareVersions } from '../testbed/gateway/versions.ts';

describe('versions are ordered', () => {
  test.each([
    ['1.0-1', '1.0-2'],
    ['1.0~rc1', '1.0'],
    ['1.0', '1.0-1'],
    ['5:7.0.15-1~deb12u5', '5:7.0.15-1~deb12u10'],
    ['9.9', '1:0.1'],
    ['2.36-9+deb12u9', '2.36-9+deb12u14'],
    ['1.2a', '1.2+'],
  ])('as dpkg does: %s before %s', (a, b) => {
    expect(compareVersions('debian', a, b)).toBeLessThan(0);
    expect(compareVersions('debian', b, a)).toBeGreaterThan(0);
    expect(compareVersions('debian', a, a)).toBe(0);
  });

  test.each([
    ['4.17.9', '4.17.21'],
    ['1.0.0-rc.1', '1.0.0'],
    ['1.0.0-rc.2', '1.0.0-rc.10'],
    ['0.19.0', '1.0.0+build'],
  ])('as npm does: %s before %s', (a, b) => {
    expect(compareVersions('npm', a, b)).toBeLessThan(0);
    expect(compareVersions('npm', b, a)).toBeGreaterThan(0);
  });
});

test('a list is split at its outermost members', () => {
  const inner = '<member><A><member>1</member></A></member>';
  expect(splitMembers(`${inner}\n<member>2</member>`)).toEqual([inner, '<member>2</member>']);
});

test('the files of an archive are read with their long names', () => {
  const name = `${'long/'.repeat(40)}package.json`;
  const folder = mkdtempSync(path.join(tmpdir(), 'qst-tar-'));
  try {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), '{}');
    for (const format of ['gnu', 'pax']) {
      const archive = execFileSync('tar', [`--format=${format}`, '-cf', '-', '.'], { cwd: folder });
      expect([...readTar(archive)].map((file) => [file.path, String(file.content)])).toEqual([[name, '{}']]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('a task definition for Fargate', () => {
  const withSize = (cpu: string, memory: string) => ({
    service: 'ecs',
    action: 'RegisterTaskDefinition',
    account: '000000000000',
    region: 'us-east-1',
    protocol: 'json' as const,
    input: { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu, memory, containerDefinitions: [] },
    query: new URLSearchParams(),
    method: 'POST',
    path: '/',
    headers: {},
    body: Buffer.alloc(0),
  });

  test.each([
    ['256', '512'],
    ['256', '2048'],
    ['.25 vCPU', '1 GB'],
    ['1024', '8192'],
    ['4 vCPU', '30GB'],
    ['16384', '122880'],
  ])('of cpu %s and memory %s is taken', (cpu, memory) => {
    expect(refusal(withSize(cpu, memory))).toBeUndefined();
  });

  test.each([
    ['256', '1536'],
    ['256', '4096'],
    ['512', '512'],
    ['1024', '2500'],
    ['8192', '18432'],
  ])('of cpu %s and memory %s does not exist', (cpu, memory) => {
    expect(refusal(withSize(cpu, memory))?.message).toBe('No Fargate configuration exists for given values.');
  });

  test('of a cpu that does not exist is refused', () => {
    expect(refusal(withSize('300', '512'))?.message).toBe("Invalid 'cpu' setting for task.");
  });
});
