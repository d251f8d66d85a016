import type { Instruction, Word } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { isArchiveName } from '../archives.ts';
import { withoutQuotes } from '../quotes.ts';
import { defineRule } from '../rule.ts';

/** An archive that a COPY has brought, under the name that it has in the image. */
interface Archive {
  readonly copy: Instruction;
  readonly word: Word;
  unpackedBy: ShellCommand | undefined;
}

export const unpackWithAdd = defineRule({
  code: 'DL3010',
  severity: 'info',
  summary: 'Use ADD for an archive of the build context that is to be unpacked: it does so by itself',
  perFile: () => new Map<string, Archive[]>(),
  on: {
    // As in hadolint only the last stage counts: what was noted before is forgotten.
    FROM: (_, { inFile }) => inFile.clear(),
    COPY: (copy, { inFile }) => {
      if (copy.flags.some(({ name }) => name === 'from')) return;
      for (const word of archivesOf(copy)) {
        const name = baseName(withoutQuotes(word));
        const archive: Archive = { copy, word, unpackedBy: undefined };
        const namesakes = inFile.get(name);
        if (namesakes) namesakes.push(archive);
        else inFile.set(name, [archive]);
      }
    },
  },
  commands: {
    'tar unzip gunzip bunzip2 unlzma unxz zgz uncompress zcat gzcat': (command, { inFile }) => {
      if (inFile.size === 0 || !unpacks(command)) return;
      for (const { value } of command.words) {
        for (const archive of inFile.get(baseName(value)) ?? []) archive.unpackedBy ??= command;
      }
    },
  },
  atEnd: ({ inFile, report }) => {
    const seen = new Set<Instruction>();
    for (const { copy, word, unpackedBy } of [...inFile.values()].flat()) {
      if (!unpackedBy || seen.has(copy)) continue;
      seen.add(copy);
      report(word, { instruction: copy, related: [{ range: unpackedBy.range, message: 'It is unpacked here' }] });
    }
  },
});

/** The target where it is an archive itself, otherwise the sources that are. */
function archivesOf({ words }: Instruction): readonly Word[] {
  const target = words.at(-1);
  if (target && isArchiveName(withoutQuotes(target))) return [target];
  return words.slice(0, -1).filter((word) => isArchiveName(withoutQuotes(word)));
}

function unpacks({ name, words }: ShellCommand): boolean {
  return name !== 'tar' || words.some(({ value }) => /^-(?:[^-]*x|-extract$|-get$)/.test(value));
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
