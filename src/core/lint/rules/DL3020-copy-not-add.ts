import type { Instruction, Word } from '../../dockerfile/model.ts';
import { isArchiveName } from '../archives.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';

export const copyNotAdd = defineRule({
  code: 'DL3020',
  severity: 'error',
  summary: 'Use COPY for files and folders: ADD also unpacks and downloads',
  on: {
    ADD: (instruction, { report }) => {
      const sources = instruction.words.slice(0, -1);
      if (sources.every(needsAdd)) return;
      report({ range: instruction.keywordRange }, { fix: asCopy(instruction, sources) });
    },
  },
});

function needsAdd({ value }: Word): boolean {
  return isArchiveName(value) || /^https?:\/\//.test(value);
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
