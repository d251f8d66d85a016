/**
 * Whether a path or a folder above it fits one of an editor's patterns: `*` and `?` stay within a name, `**` goes across
 * folders, `{a,b}` are choices, `[a-z]` and `[!a-z]` are one character.
 * @param path relative, with `/` between names
 */
export function isWithin(path: string, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return false;
  const names = path.split('/');
  const paths = names.map((_, index) => names.slice(0, index + 1).join('/'));
  return patterns.some((pattern) => {
    const fits = patternOf(pattern);
    return paths.some((one) => fits.test(one));
  });
}

const tokens = /\*\*\/|\/\*\*$|\*\*|\*|\?|\[!?[^\]]+\]|[{},]|[^*?[{},]+|./gs;

/** What a whole relative path that fits such a pattern looks like; nothing does where it is no pattern. */
export function patternOf(pattern: string): RegExp {
  let depth = 0;
  const parts = (pattern.match(tokens) ?? []).map((token) => {
    if (token === '**/') return '(?:[^/]+/)*';
    if (token === '/**') return '(?:/.*)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (/^\[.+\]$/s.test(token)) return token.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    if (token === '{') return ++depth && '(?:';
    if (token === '}' && depth > 0) return depth-- && ')';
    if (token === ',' && depth > 0) return '|';
    return token.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  try {
    return new RegExp(`^${parts.join('')}$`);
  } catch {
    // Not a pattern: it fits nothing.
    return /(?!)/;
  }
}
