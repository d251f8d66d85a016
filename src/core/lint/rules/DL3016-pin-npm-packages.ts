import type { ShellWord } from '../../dockerfile/shell.ts';
import { packageArguments, reportUnpinned, withoutLeading } from '../package-arguments.ts';
import { defineRule } from '../rule.ts';

export const pinNpmPackages = defineRule({
  code: 'DL3016',
  severity: 'warning',
  fix: { none: 'the versions have to be looked up', action: 'packages' },
  summary: 'Pin the versions of npm packages, as in `typescript@5.5.4`: without them every build installs others',
  onbuild: true,
  commands: {
    npm: (command, { report }) => {
      const [verb, ...named] = packageArguments(command, { verbs: [], flagsWithValue: ['loglevel', 'registry'] });
      if (verb?.value !== 'install') return;
      reportUnpinned(
        withoutLeading(named, 'install').filter((word) => !isPinned(word)),
        report,
      );
    },
  },
});

/** A repository with a revision, an archive, a folder, or a name with a version or a tag. */
function isPinned({ value }: ShellWord): boolean {
  if (/^git(?:\+ssh|\+https?)?:\/\//.test(value)) return value.includes('#');
  if (/\.(?:tar|tar\.gz|tgz)$/.test(value) || /^(?:\/|\.\.?\/|~\/)/.test(value)) return true;
  const name = value.startsWith('@') ? value.slice(value.indexOf('/') + 1 || value.length) : value;
  return name.includes('@');
}
