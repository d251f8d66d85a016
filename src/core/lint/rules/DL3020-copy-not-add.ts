import type { Instruction, Word } from '../../dockerfile/model.ts';
import { isAbsolutePath } from '../absolute-path.ts';
import { isArchiveName } from '../archives.ts';
import type { Fix } from '../finding.ts';
import { withoutQuotes } from '../quotes.ts';
import { defineRule } from '../rule.ts';
import { StageFolders } from '../stage-folders.ts';

export const copyNotAdd = defineRule({
  code: 'DL3020',
  severity: 'error',
  fix: 'both',
  summary: 'Use COPY for files and folders: ADD also unpacks and downloads',
  perFile: () => new StageFolders(),
  on: {
    FROM: (_, { inFile, stage }) => inFile.enter(stage),
    WORKDIR: (_, { inFile }) => inFile.move(),
    ADD: (instruction, { inFile, report }) => {
      const sources = instruction.words.slice(0, -1);
      if (sources.every(needsAdd)) return;
      const fits = isTargetForCopy(instruction, inFile.isKnown);
      report({ range: instruction.keywordRange }, { fix: fits ? asCopy(instruction, sources) : undefined });
    },
  },
});

function needsAdd({ value }: Word): boolean {
  return isArchiveName(value) || /^https?:\/\//.test(value);
}

/** Whether no other rule would object to the target once COPY stands there. */
function isTargetForCopy({ words }: Instruction, isFolderKnown: boolean): boolean {
  const target = words.at(-1);
  if (!target || isArchiveName(target.value)) return false;
  return (isFolderKnown || isAbsolutePath(target.value)) && (words.length < 3 || withoutQuotes(target).endsWith('/'));
}

/** COPY does the same as ADD unless a source is fetched, or is an archive, or may turn out to be one. */
function asCopy({ flags, keywordRange, keyword }: Instruction, sources: readonly Word[]): Fix | undefined {
  if (flags.some(({ name }) => name === 'checksum' || name === 'keep-git-dir' || name === 'unpack')) return undefined;
  if (sources.some((source) => needsAdd(source) || mayBeRemote(source))) return undefined;
  const certain = sources.every(({ value }) => !/[*?[\\]/.test(value) && !/\.(?:tar\.\w+|zst)$/i.test(value));
  return {
    title: `Use COPY instead of ${keyword}`,
    safety: certain ? 'safe' : 'review',
    edits: [{ range: keywordRange, newText: 'COPY' }],
  };
}

function mayBeRemote({ value }: Word): boolean {
  return value.includes('$') || value.includes('://') || /^[\w.-]+@/.test(value) || value.endsWith('.git');
}
