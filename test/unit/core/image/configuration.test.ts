import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { type ConfigurationOptions, imageConfiguration } from '../../../../src/core/image/configuration.ts';
import { compareConfigurations } from '../../../../src/core/image/configuration-comparison.ts';

function configuration(text: string, options?: ConfigurationOptions) {
  const found = imageConfiguration(parseDockerfile(text), options);
  if (!found) throw new Error('no such stage');
  return found;
}

function differences(before: string, after: string, options?: ConfigurationOptions) {
  return compareConfigurations(configuration(before, options), configuration(after, options)).map(
    ({ field, name, kind, before: a, after: b }) => [kind, name === undefined ? field : `${field} ${name}`, a, b],
  );
}

describe('the configuration that a Dockerfile makes', () => {
  test('a file on scratch is known from end to end', () => {
    const made = configuration(
      'FROM scratch\nENV A=1 B="two words"\nWORKDIR app\nWORKDIR ../srv\nUSER 10:20\nEXPOSE 80 9000-9001/udp\nVOLUME ["/a","/b"]\nSTOPSIGNAL SIGQUIT\nENTRYPOINT ["/x"]\nCMD ["y"]\n',
    );
    expect([...made.environment].map(([name, { value }]) => [name, value])).toEqual([
      ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      ['A', '1'],
      ['B', 'two words'],
    ]);
    expect([made.workingDirectory.value, made.user.value, made.stopSignal.value]).toEqual(['/srv', '10:20', 'SIGQUIT']);
    expect([...made.ports.keys()]).toEqual(['80/tcp', '9000/udp', '9001/udp']);
    expect([...made.volumes.keys()]).toEqual(['/a', '/b']);
    expect([made.entrypoint.value, made.command.value]).toEqual([['/x'], ['y']]);
    expect([made.healthCheck.value, made.shell.value]).toEqual([undefined, undefined]);
  });

  test('what the base image sets is not known', () => {
    const made = configuration('FROM node:22\nWORKDIR app\nENV PATH=/x:$PATH MODE=${MODE:-dev}\n');
    expect([made.user.value, made.command.value, made.workingDirectory.value]).toEqual([null, null, null]);
    expect(made.workingDirectory.text).toBe('⟨base⟩/app');
    expect(made.environment.get('PATH')).toMatchObject({ value: null, text: '/x:⟨PATH⟩', onBase: true });
    expect(made.environment.get('MODE')?.value).toBeNull();
  });

  test('all values of a line are those from before the line', () => {
    const made = configuration('FROM scratch\nENV A=1\nENV A=2 B=$A\n');
    expect(made.environment.get('B')?.value).toBe('1');
  });

  test('the shell form runs in the SHELL that is in force', () => {
    const made = configuration('FROM a\nCMD echo one\nSHELL ["/bin/bash","-ec"]\nENTRYPOINT echo \\\n  two\n');
    expect(made.command.value).toEqual(['/bin/sh', '-c', 'echo one']);
    expect(made.entrypoint.value).toEqual(['/bin/bash', '-ec', 'echo   two']);
    expect(made.shell.value).toEqual(['/bin/bash', '-ec']);
  });

  test('an entry point drops the command that came from below, and keeps that of its own stage', () => {
    expect(configuration('FROM a AS b\nCMD ["x"]\nFROM b\nENTRYPOINT ["e"]\n').command.value).toBeUndefined();
    expect(configuration('FROM a\nENTRYPOINT ["e"]\n').command.value).toBeUndefined();
    expect(configuration('FROM a\nCMD ["x"]\nENTRYPOINT ["e"]\n').command.value).toEqual(['x']);
  });

  test('stages hand on what they set, arguments apart', () => {
    const made = configuration(
      'ARG TAG=22\nARG WHERE=base\nFROM node:$TAG AS base\nARG V=1\nENV A=$V\nLABEL l=$V\nFROM ${WHERE} AS next\nENV B=$A C=x$V\nFROM other\n',
      { target: 'next', args: { V: '7' } },
    );
    expect(made.base).toMatchObject({ value: 'node:22', args: ['TAG'] });
    expect([...made.environment].map(([name, { value, args }]) => [name, value, args])).toEqual([
      ['A', '7', ['V']],
      ['B', '7', ['V']],
      ['C', null, []],
    ]);
    expect(made.labels.get('l')?.value).toBe('7');
  });

  test('an ARG without a value is empty once all arguments are given, and unknown before', () => {
    const text = 'FROM scratch\nARG V\nLABEL v=a$V\n';
    expect(configuration(text).labels.get('v')).toMatchObject({ value: null, text: 'a⟨V⟩', args: ['V'] });
    expect(configuration(text, { args: {} }).labels.get('v')?.value).toBe('a');
  });

  test('a stage that is built on one with triggers runs them, once', () => {
    const text = 'FROM scratch AS a\nONBUILD ENV T=1\nONBUILD USER 5\nFROM a AS b\nUSER 6\nFROM b\n';
    expect(configuration(text, { target: 'a' }).onBuild.map(({ value }) => value)).toEqual(['ENV T=1', 'USER 5']);
    expect(configuration(text, { target: 'a' }).environment.has('T')).toBe(false);
    const last = configuration(text);
    expect([last.user.value, last.environment.get('T')?.value, last.onBuild]).toEqual(['6', '1', []]);
  });

  test('a health check is spelled in one way', () => {
    const check = (text: string) => configuration(`FROM a\nHEALTHCHECK ${text}\n`).healthCheck.value;
    expect(check('NONE')).toEqual(['NONE']);
    expect(check('--interval=1m30s --retries=3 CMD ["a", "b"]')).toEqual([
      'CMD',
      'a',
      'b',
      'interval=90s',
      'retries=3',
    ]);
    expect(check('--timeout=500ms CMD a || b')).toEqual(['CMD-SHELL', 'a || b', 'timeout=0.5s']);
  });

  test('a target that is not there has no configuration', () => {
    expect(imageConfiguration(parseDockerfile('FROM a\n'), { target: 'b' })).toBeUndefined();
    expect(imageConfiguration(parseDockerfile(''))).toBeUndefined();
    expect(imageConfiguration(parseDockerfile('FROM a\n'), { target: '0' })).toBeDefined();
  });
});

describe('two configurations', () => {
  test('are the same for the same settings in another order and spelling', () => {
    expect(
      differences(
        'FROM a\nENV A=1 B=2\nEXPOSE 80\nWORKDIR /x/\nCMD ["n"]\n',
        'FROM a AS build\nRUN make\nFROM a\nWORKDIR /\nWORKDIR x\nENV B 2\nENV A="1"\nEXPOSE 80/tcp\nCMD [ "n" ]\n',
      ),
    ).toEqual([]);
  });

  test('differ where something was dropped, added or changed, with the line', () => {
    const before = 'FROM a\nENV A=1\nUSER 10\nSTOPSIGNAL SIGINT\n';
    const after = 'FROM a\nUSER 11\nVOLUME /d\n';
    expect(differences(before, after)).toEqual([
      ['different', 'user', '10', '11'],
      ['different', 'stopSignal', 'SIGINT', undefined],
      ['different', 'environment A', '1', undefined],
      ['different', 'volumes /d', undefined, '/d'],
    ]);
    const [user] = compareConfigurations(configuration(before), configuration(after));
    expect([user?.beforePlace?.line, user?.afterPlace?.line]).toEqual([2, 1]);
  });

  test('on other bases differ in what both set, and are unknown in the rest', () => {
    expect(differences('FROM a:1\nUSER 10\nENV P=$Q K=1\n', 'FROM a:2\nUSER 11\nENV P=$Q\nCMD ["x"]\n')).toEqual([
      ['unknown', 'base', 'a:1', 'a:2'],
      ['unknown', 'command', undefined, '["x"]'],
      ['different', 'user', '10', '11'],
      ['unknown', 'environment P', '⟨Q⟩', '⟨Q⟩'],
      ['unknown', 'environment K', '1', undefined],
    ]);
  });

  test('with a build argument that no longer reaches a value are not known to be the same', () => {
    expect(differences('FROM a\nARG P=80\nEXPOSE $P\n', 'FROM a\nEXPOSE 80\n')).toEqual([
      ['unknown', 'ports 80/tcp', '80/tcp', '80/tcp'],
    ]);
    expect(differences('FROM a\nARG V\nLABEL v=$V\n', 'FROM a\nARG V\nLABEL v="$V"\n')).toEqual([]);
  });

  test('that make the same of a variable of the base are the same on the same base', () => {
    expect(differences('FROM a\nENV PATH=/x:$PATH\n', 'FROM a\nENV PATH /x:${PATH}\n')).toEqual([]);
    expect(differences('FROM a\nENV PATH=/x:$PATH\n', 'FROM a\n')).toEqual([
      ['different', 'environment PATH', '/x:⟨PATH⟩', undefined],
    ]);
  });
});
