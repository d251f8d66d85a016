import { GlobalArguments } from '../../dockerfile/stage-environment.ts';
import { expand } from '../../dockerfile/variables.ts';
import { isImageName } from '../image-name-syntax.ts';
import { defineRule } from '../rule.ts';

export const defaultThatWorks = defineRule({
  code: 'InvalidDefaultArgInFrom',
  severity: 'warning',
  fix: { none: 'the default that suits is for a person to choose' },
  summary: 'Give the arguments of FROM defaults that name an image: without `--build-arg` this is none',
  perFile: () => new GlobalArguments(),
  on: {
    ARG: (arg, { dockerfile, inFile }) => {
      if (!arg.stage) inFile.takeArg(arg, dockerfile);
    },
    FROM: ({ words: [image] }, { dockerfile, inFile, report }) => {
      if (!image?.raw.includes('$')) return;
      const { value } = expand(image.raw, dockerfile.escape, inFile.lookup);
      if (value !== null && !isImageName(value)) report(image);
    },
  },
});
