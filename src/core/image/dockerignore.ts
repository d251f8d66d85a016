/**
 * `.dockerignore` as the builder reads it: the last pattern that matches decides, `!` takes a path
 * back in, `**` spans folders, matching is case-sensitive and starts at the root of the context.
 * Paths are relative, with `/`, whatever the machine.
 */
export interface IgnoreFilter {
  ignores(path: string): boolean;
  /** Whether a folder that is itself ignored may hold something that is taken back in by `!`. */
  mayReinclude(folder: string): boolean;
}

interface Pattern {
  readonly negated: boolean;
  readonly regexp: RegExp;
  /** One for each part of the pattern, up to the first `**`. */
  readonly parts: readonly RegExp[];
}

export function ignoreFilter(patterns: readonly string[]): IgnoreFilter {
  const compiled = patterns.map(compile).filter((pattern) => pattern !== undefined);
  const exceptions = compiled.filter((pattern) => pattern.negated);
  return {
    ignores(path) {
      const prefixes = prefixesOf(path);
      let ignored = false;
      for (const pattern of compiled) {
        // A pattern that cannot change the verdict is not tried.
        if (pattern.negated !== ignored) continue;
        if (prefixes.some((prefix) => pattern.regexp.test(prefix))) ignored = !pattern.negated;
      }
      return ignored;
    },
    mayReinclude(folder) {
      const parts = folder.split('/');
      return exceptions.some((pattern) => parts.every((part, i) => pattern.parts[i]?.test(part) ?? true));
    },
  };
}

/** The patterns of a file's text, comments and blank lines dropped, each cleaned as the builder does. */
export function parseIgnoreFile(text: string): string[] {
  const patterns: string[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    let pattern = line.trim();
    if (pattern === '') continue;
    const negated = pattern.startsWith('!');
    if (negated) pattern = pattern.slice(1).trim();
    if (pattern !== '') {
      pattern = clean(pattern);
      if (pattern.length > 1 && pattern.startsWith('/')) pattern = pattern.slice(1);
    }
    patterns.push(negated ? `!${pattern}` : pattern);
  }
  return patterns;
}

/** Drops `.`, empty parts and, where it can, `..`, as Go's filepath.Clean does. */
function clean(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !rooted) parts.push(part);
  }
  return (rooted ? '/' : '') + parts.join('/') || '.';
}

/** `a`, `a/b`, `a/b/c` for `a/b/c`: a pattern that matches a folder matches what lies in it. */
function prefixesOf(path: string): string[] {
  const prefixes: string[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) prefixes.push(path.slice(0, at));
  prefixes.push(path);
  return prefixes;
}

function compile(text: string): Pattern | undefined {
  const negated = text.startsWith('!');
  const pattern = negated ? text.slice(1) : text;
  if (pattern === '') return undefined;
  const parts = pattern.split('/');
  const anywhere = parts.findIndex((part) => part.includes('**'));
  return {
    negated,
    regexp: toRegExp(pattern),
    parts: (anywhere < 0 ? parts : parts.slice(0, anywhere)).map(toRegExp),
  };
}

function toRegExp(pattern: string): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] as string;
    if (c === '*' && pattern[i + 1] === '*') {
      i++;
      if (pattern[i + 1] === '/') i++;
      source += i + 1 >= pattern.length ? '.*' : '(?:.*/)?';
    } else if (c === '*') source += '[^/]*';
    else if (c === '?') source += '[^/]';
    else if (c === '[') {
      const end = classEnd(pattern, i);
      if (end < 0) source += '\\[';
      else {
        source += `(?!/)[${pattern.slice(i + 1, end).replace(/\[/g, '\\[')}]`;
        i = end;
      }
    } else if (c === '\\' && i + 1 < pattern.length) source += escapeLiteral(pattern[++i] as string);
    else source += escapeLiteral(c);
  }
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    // A class such as [z-a]: the builder refuses the file; here it matches nothing.
    return /(?!)/;
  }
}

/** Index of the `]` that closes the class opened at `start`, or -1. */
function classEnd(pattern: string, start: number): number {
  let i = start + 1;
  if (pattern[i] === '^') i++;
  if (pattern[i] === ']') return -1;
  for (; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === ']') return i;
  }
  return -1;
}

function escapeLiteral(c: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
}
