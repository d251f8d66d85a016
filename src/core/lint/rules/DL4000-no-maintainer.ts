import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { Configuration } from '../configuration.ts';
import type { Fix } from '../finding.ts';
import { isValidLabel } from '../labels/label-types.ts';
import { defineRule } from '../rule.ts';

const label = 'org.opencontainers.image.authors';

export const noMaintainer = defineRule({
  code: 'DL4000',
  severity: 'error',
  fix: 'safe',
  summary: `Name the authors in a label: MAINTAINER is deprecated in favour of \`LABEL ${label}=…\``,
  perFile: (): { maintainer: Instruction; inStage: { hasLabel: boolean } }[] => [],
  perStage: (parent: { hasLabel: boolean } | undefined) => ({ hasLabel: parent?.hasLabel ?? false }),
  on: {
    MAINTAINER: (maintainer, { inFile, inStage }) => {
      inFile.push({ maintainer, inStage });
    },
    LABEL: ({ pairs }, { inStage }) => {
      inStage.hasLabel ||= pairs.some(({ name }) => name.value === label);
    },
  },
  atEnd: ({ configuration, dockerfile, inFile, report }) => {
    for (const { maintainer, inStage } of inFile) {
      const fix = inStage.hasLabel ? undefined : asLabel(maintainer, dockerfile, configuration);
      report({ range: maintainer.keywordRange }, { instruction: maintainer, fix });
    }
  },
});

/** The same in a label. Not offered where it reads differently there, or where the configuration wants another label. */
function asLabel(maintainer: Instruction, dockerfile: Dockerfile, configuration: Configuration): Fix | undefined {
  const { text, escape: escapeCharacter } = dockerfile;
  const { keywordRange, range, stage, words } = maintainer;
  const written = words[0] && text.slice(words[0].range.start, words[0].range.end);
  const authors = written?.replace(/^(["'])(.*)\1$/, '$2');
  // Variables and escapes mean something in a label, and nothing in MAINTAINER.
  if (
    !stage ||
    !authors ||
    words[0]?.range.end !== range.end ||
    /[$\r\n]/.test(authors) ||
    authors.includes(escapeCharacter)
  )
    return undefined;
  const type = configuration.labelSchema.get(label);
  if (type ? !isValidLabel(type, authors) : configuration.strictLabels) return undefined;
  const keyword = text.slice(keywordRange.start, keywordRange.end);
  const newKeyword = keyword === keyword.toLowerCase() ? 'label' : 'LABEL';
  const value = `"${authors.replaceAll('"', `${escapeCharacter}"`)}"`;
  return {
    title: `Name the authors in the label ${label}`,
    safety: 'safe',
    edits: [{ range: { start: keywordRange.start, end: range.end }, newText: `${newKeyword} ${label}=${value}` }],
  };
}
