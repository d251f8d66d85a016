import type { Word } from '../../dockerfile/model.ts';
import { ignoreFilter, parseIgnoreFile } from '../../image/dockerignore.ts';
import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';

const summary = 'The builder never gets this file: .dockerignore leaves it out';

export const copyFromTheContext = defineRule({
  code: 'CopyIgnoredFile',
  severity: 'warning',
  fix: { none: 'the file, the pattern or the instruction may be what is wrong' },
  summary,
  on: {
    'ADD COPY': ({ flags, heredocs, stage, words }, { ignoreFile, report }) => {
      if (ignoreFile === undefined || !stage || flags.some(({ name }) => name === 'from')) return;
      const sources = words.slice(0, -1).filter(({ raw }) => !heredocs.length || !raw.startsWith('<<'));
      reportOnce(
        report,
        sources.filter((source) => isIgnored(source, ignoreFile)),
        summary,
      );
    },
  },
});

function isIgnored({ value }: Word, ignoreFile: string): boolean {
  if (value.includes('$') || /^(?:\w+:\/\/|git@)/.test(value)) return false;
  const patterns = parseIgnoreFile(ignoreFile);
  if (patterns.some((pattern) => pattern.startsWith('!'))) return false;
  const path = value.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  if (path === '' || path === '.') return patterns.some((pattern) => ['*', '**', '**/*'].includes(pattern));
  return ignoreFilter(patterns).ignores(path);
}
