/** Where the last stage finds libraries that are no package of its own. */
const folder = '/usr/local/lib';
/** Where whoever builds may write. */
const collected = '/tmp/runtime-libraries';
const take = `cp "$file" ${folder}/`;
/** What `ldd` says: `name => path (address)` a line. */
const list = '/tmp/libraries';

interface Listing {
  /** It calls `ldd`. */
  readonly command: string;
  /** Folders in which it looks, absolute. */
  readonly folders: readonly string[];
  /** What it looks at: absolute paths of files and folders. */
  readonly reads: readonly string[];
}

export interface LinkedLibraries {
  /** Absolute paths of the files and folders whose libraries these are. */
  readonly reads: readonly string[];
  /**
   * A command for the end of the build stage, in lines; none where there are no libraries.
   * @param along folders that the last stage gets in any case: absolute, with a slash at their end
   */
  readonly endOfBuild: (along: readonly string[]) => readonly string[];
  /**
   * For the last stage, in front of the copies: as long as the libraries are the same, it is taken from the cache.
   * @param hasCache whether the loader reads a cache, which that of Alpine does not
   */
  readonly finish: (buildStage: string, hasCache: boolean) => readonly string[];
}

export const noLibraries: LinkedLibraries = { reads: [], endOfBuild: () => [], finish: () => [] };

/**
 * Takes along the shared libraries that programs are linked with, the C library left out, which must be of one
 * piece with the loader: the very files that the build has seen, whatever their packages are called elsewhere.
 * Those that the last stage has already, byte by byte and at the same place, are not copied a second time.
 *
 * @param listing one of those below
 * @param besides patterns of paths that come along anyway
 * @param before commands in front of it
 * @param overlay a folder that is copied to `/` and may hold some of them
 */
export function linkedLibraries(
  { command, folders, reads }: Listing,
  besides: readonly string[] = [],
  before: readonly string[] = [],
  overlay?: string,
): LinkedLibraries {
  const left = [
    'ld-linux*',
    'ld-musl*',
    'libc.so*',
    'libm.so*',
    'libdl.so*',
    'librt.so*',
    'libpthread.so*',
    'libresolv.so*',
  ];
  const names = [...left.map((name) => `*/${name}`), ...besides];
  const collect = `mkdir -p "${collected}\${library%/*}" && cp -L "$library" "${collected}$library"`;
  return {
    reads,
    endOfBuild: (along) => [
      `${[...before, `mkdir ${collected}`].join(' && ')} && (${command} > ${list} || true) && \\`,
      '    while read -r _ _ library _; do \\',
      '      case "$library" in \\',
      `        ${[...names, ...along.flatMap((path) => pattern(path, folders))].join('|')}) ;; \\`,
      `        /*.so*) ${overlay === undefined ? collect : `[ -e "${overlay}$library" ] || { ${collect}; }`} ;; \\`,
      '      esac; \\',
      `    done < ${list}`,
    ],
    finish: (stage, hasCache) => [
      [
        `RUN --mount=type=bind,from=${stage},source=${collected},target=${collected} \\`,
        `    find ${collected} -type f -exec sh -c 'for file; do \\`,
        `      cmp -s "$file" "\${file#${collected}}" || ${hasCache ? `{ ${take} && ldconfig; }` : take} || exit 1; \\`,
        "    done' sh {} +",
      ].join('\n'),
    ],
  };
}

/** What a script looks at that collects libraries as it is done here; undefined for any other. */
export function collectionOf(script: string): readonly string[] | undefined {
  const found = /^mkdir \/tmp\/runtime-libraries && \((?:find (.+?) -type f |ldd (.+?) >)/.exec(script);
  return found?.[0].startsWith(`mkdir ${collected} `) ? (found[1] ?? found[2])?.split(' ') : undefined;
}

/** @param programs absolute paths */
export function ofPrograms(...programs: readonly string[]): Listing {
  return { command: `ldd ${programs.join(' ')}`, folders: [], reads: programs };
}

/** Of every module and every program in some folders; of scripts `ldd` says that they are none. */
export function ofAllIn(...folders: readonly string[]): Listing {
  return {
    command: `find ${folders.join(' ')} -type f \\( -name '*.so*' -o -perm -100 \\) -exec ldd {} + 2> /dev/null`,
    folders,
    reads: folders,
  };
}

/** As `case` reads it, of a folder that may hold libraries. */
function pattern(folder: string, listed: readonly string[]): string[] {
  const isListed = listed.some((each) => `${each}/`.startsWith(folder) || folder.startsWith(`${each}/`));
  const mayHold = isListed || /^\/(usr\/(local|lib\w*)|opt|lib\w*)\//.test(folder);
  return mayHold && /^[\w./+-]+$/.test(folder) ? [`${folder}*`] : [];
}
