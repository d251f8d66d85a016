import type { Instruction } from '../../dockerfile/model.ts';
import { GlobalArguments } from '../../dockerfile/stage-environment.ts';
import { expand } from '../../dockerfile/variables.ts';
import type { Range } from '../../text.ts';
import { defineRule } from '../rule.ts';
import { similarName } from '../similar-names.ts';

export const declareArgumentOfFrom = defineRule({
  code: 'UndefinedArgInFrom',
  severity: 'warning',
  fix: { none: 'whether the name is wrong or the ARG is missing is for a person to say' },
  summary: 'Declare the argument with ARG before the first FROM',
  perFile: () => new GlobalArguments(),
  on: {
    ARG: (arg, { dockerfile, inFile }) => {
      if (!arg.stage) inFile.takeArg(arg, dockerfile);
    },
    FROM: (from, { dockerfile, inFile, report }) => {
      const seen = new Set<string>();
      for (const { raw, start } of textsOf(from, dockerfile.text)) {
        for (const { name, range } of expand(raw, dockerfile.escape, inFile.lookup).references) {
          if (inFile.has(name) || seen.has(name)) continue;
          seen.add(name);
          const meant = similarName(name, inFile.names());
          const message = `Declare ${name} with ARG before the first FROM${meant ? `, or did you mean ${meant}?` : ''}`;
          report({ range: { start: start + range.start, end: start + range.end } }, { message });
        }
      }
    },
  },
});

/** The image and the platform as they are written. */
function textsOf({ flags, words }: Instruction, text: string): { readonly raw: string; readonly start: number }[] {
  const platform = flags.find(({ name }) => name === 'platform')?.valueRange;
  const ranges: Range[] = [...(platform ? [platform] : []), ...(words[0] ? [words[0].range] : [])];
  return ranges.map(({ start, end }) => ({ raw: text.slice(start, end), start }));
}
