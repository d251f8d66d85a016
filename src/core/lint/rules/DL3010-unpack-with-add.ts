import type { Instruction, Word } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { isArchiveName } from '../archives.ts';
import { withoutQuotes } from '../quotes.ts';
import { defineRule } from '../rule.ts';

/** An archive that a COPY has brought. */
interface Archive {
  readonly copy: Instruction;
  readonly word: Word;
}

export const unpackWithAdd = defineRule({
  code: 'DL3010',
  severity: 'info',
  fix: { none: 'where the files belong stands in the options of the command that unpacks them' },
  summary: 'Use ADD for an archive of the build context that is to be unpacked: it does so by itself',
  perFile: () => ({
    /** By the name that they have in the image. */
    packed: new Map<string, Archive[]>(),
    /** The first archive of each COPY that is unpacked, and by what. */
    unpacked: new Map<Instruction, { word: Word; command: ShellCommand }>(),
  }),
  on: {
    // As in hadolint only the last stage counts: what was noted before is forgotten.
    FROM: (_, { inFile: { packed, unpacked } }) => {
      packed.clear();
      unpacked.clear();
    },
    COPY: (copy, { inFile: { packed } }) => {
      if (copy.flags.some(({ name }) => name === 'from')) return;
      for (const word of archivesOf(copy)) {
        const name = baseName(withoutQuotes(word));
        const namesakes = packed.get(name);
        if (namesakes) namesakes.push({ copy, word });
        else packed.set(name, [{ copy, word }]);
      }
    },
  },
  commands: {
    'tar unzip gunzip bunzip2 unlzma unxz zgz uncompress zcat gzcat': (command, { inFile: { packed, unpacked } }) => {
      if (packed.size === 0 || !unpacks(command)) return;
      for (const { value } of command.words) {
        const name = baseName(value);
        for (const { copy, word } of packed.get(name) ?? []) {
          if (!unpacked.has(copy)) unpacked.set(copy, { word, command });
        }
        packed.delete(name);
      }
    },
  },
  atEnd: ({ inFile: { unpacked }, report }) => {
    for (const [copy, { word, command }] of unpacked) {
      report(word, { instruction: copy, related: [{ range: command.range, message: 'It is unpacked here' }] });
    }
  },
});

/** The target where it is an archive itself, otherwise the sources that are. */
function archivesOf({ words }: Instruction): readonly Word[] {
  const target = words.at(-1);
  if (target && isArchiveName(withoutQuotes(target))) return [target];
  return words.slice(0, -1).filter((word) => isArchiveName(withoutQuotes(word)));
}

function unpacks(command: ShellCommand): boolean {
  return command.name !== 'tar' || command.words.some(({ value }) => /^-(?:[^-]*x|-extract$|-get$)/.test(value));
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
