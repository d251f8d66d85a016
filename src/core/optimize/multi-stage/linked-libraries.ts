import type { RuntimeCopy } from './convert.ts';

/** Where the last stage finds libraries that are no package of its own. */
const folder = '/usr/local/lib';
const collected = '/runtime-libraries';

export interface LinkedLibraries {
  /** For the end of the build stage. */
  readonly endOfBuild: readonly string[];
  readonly copies: readonly RuntimeCopy[];
  /** For the last stage, behind the copies. */
  readonly finish: readonly string[];
}

export const noLibraries: LinkedLibraries = { endOfBuild: [], copies: [], finish: [] };

/**
 * Takes along the shared libraries that programs are linked with, the C library left out, which must be of one
 * piece with the loader: the very files that
 * the build has seen, whatever their packages are called elsewhere.
 *
 * @param programs absolute paths of what runs
 */
export function linkedLibraries(programs: readonly string[]): LinkedLibraries {
  return {
    endOfBuild: [
      `RUN mkdir ${collected} && for library in $(ldd ${programs.join(' ')}); do \\`,
      '      case "$library" in \\',
      '        */ld-linux*|*/libc.so*|*/libm.so*|*/libdl.so*|*/librt.so*|*/libpthread.so*|*/libresolv.so*) ;; \\',
      `        /*.so*) cp -L "$library" ${collected}/ ;; \\`,
      '      esac; \\',
      '    done',
    ],
    copies: [{ path: collected, isFolder: true, to: folder }],
    finish: ['RUN ldconfig'],
  };
}
