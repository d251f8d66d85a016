import type { Range } from '../../text.ts';
import type { FoldedText } from '../model.ts';

export interface ShellReference {
  readonly name: string;
  /** The name alone, in the source. */
  readonly range: Range;
}

/** Escapes, quotes and variables; and what gives a variable of the shell its value. */
const marks =
  /\\[\s\S]|'[^']*'|"|\$\{?([A-Za-z_]\w*)|(?:^|(?<=[\s;&|(]))([A-Za-z_]\w*)\+?=|\b(?:for|read(?:\s+-\w+)*)\s+([A-Za-z_]\w*)/g;

/** The variables that a script takes from its surroundings: those it sets before are its own. */
export function shellReferences(script: FoldedText): ShellReference[] {
  const { text } = script;
  if (!text.includes('$')) return [];
  const own = new Set<string>();
  const references: ShellReference[] = [];
  let quoted = false;
  marks.lastIndex = 0;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const [whole, used, assigned, read] = match;
    const end = match.index + whole.length;
    if (whole === '"') quoted = !quoted;
    else if (quoted && whole.startsWith("'")) marks.lastIndex = match.index + 1;
    else if (used !== undefined) {
      if (!own.has(used)) references.push({ name: used, range: script.sourceRange({ start: end - used.length, end }) });
    } else {
      const name = assigned ?? read;
      // In `A=1 cmd $A` the value is still the old one, but that is not what a person means.
      if (name !== undefined && !quoted) own.add(name);
    }
  }
  return references;
}
