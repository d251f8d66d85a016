import type { Dockerfile, Instruction, Word } from '../dockerfile/model.ts';
import { GlobalArguments, StageEnvironment } from '../dockerfile/stage-environment.ts';
import { expand } from '../dockerfile/variables.ts';
import { type Place, reportOnce } from './report-once.ts';
import { defineRule, type Rule } from './rule.ts';

/** A port of EXPOSE with the values of variables in it, where the file says what they are. */
export interface ExposedPort {
  readonly word: Word;
  readonly address: string;
  readonly hostPort: string;
  readonly protocol: string;
}

/** A rule about each port of an EXPOSE; all that it finds in one EXPOSE is one finding. */
export function portRule(
  rule: Pick<Rule, 'code' | 'severity' | 'fix' | 'summary'>,
  judge: (port: ExposedPort) => Place | undefined,
): Rule {
  return defineRule({
    ...rule,
    perFile: () => new GlobalArguments(),
    perStage: (parent: StageEnvironment | undefined, stage) => new StageEnvironment(parent, stage),
    on: {
      'ARG ENV': (instruction, { dockerfile, inFile, inStage }) => {
        if (instruction.stage) inStage.take(instruction, dockerfile, inFile);
        else if (instruction.keyword === 'ARG') inFile.takeArg(instruction, dockerfile);
      },
      EXPOSE: (instruction, { dockerfile, inStage, report }) => {
        const ports = instruction.stage ? portsOf(instruction, dockerfile, inStage) : [];
        reportOnce(
          report,
          ports.flatMap((port) => judge(port) ?? []),
          rule.summary,
        );
      },
    },
  });
}

function portsOf({ words }: Instruction, dockerfile: Dockerfile, environment: StageEnvironment): ExposedPort[] {
  // A number stands for what nobody knows before the build.
  const lookup = (name: string) => {
    const value = environment.lookup(name);
    return value === null ? '1' : value;
  };
  return words.map((word) => {
    const written = expand(word.raw, dockerfile.escape, lookup).value ?? '';
    const parts = written.split(':');
    const port = parts.at(-1) ?? '';
    return {
      word,
      address: parts.slice(0, -2).join(':'),
      hostPort: parts.at(-2) ?? '',
      protocol: /\/(\w*)$/.exec(port)?.[1] ?? '',
    };
  });
}
