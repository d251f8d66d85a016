import { GlobalArguments, StageEnvironment } from '../../dockerfile/stage-environment.ts';
import { expand } from '../../dockerfile/variables.ts';
import { defineRule } from '../rule.ts';

export const absoluteWorkdirFirst = defineRule({
  code: 'WorkdirRelativePath',
  severity: 'warning',
  fix: { none: 'that of DL3000 mends it' },
  summary: 'Begin with an absolute WORKDIR: a relative one hangs on where the base image happens to stand',
  twins: ['DL3000'],
  perFile: () => new GlobalArguments(),
  perStage: (parent: { environment: StageEnvironment; isSet: boolean } | undefined, stage) => ({
    environment: new StageEnvironment(parent?.environment, stage),
    isSet: parent?.isSet ?? false,
  }),
  on: {
    'ARG ENV': (instruction, { dockerfile, inFile, inStage }) => {
      if (instruction.stage) inStage.environment.take(instruction, dockerfile, inFile);
      else if (instruction.keyword === 'ARG') inFile.takeArg(instruction, dockerfile);
    },
    WORKDIR: ({ stage, words: [path] }, { dockerfile, inStage, report }) => {
      if (!stage || !path || inStage.isSet) return;
      inStage.isSet = true;
      const { value } = expand(path.raw, dockerfile.escape, inStage.environment.lookup);
      // A drive letter belongs to an image of Windows.
      if (value !== null && !/^(?:\/|[a-z]:)/i.test(value)) report(path);
    },
  },
});
