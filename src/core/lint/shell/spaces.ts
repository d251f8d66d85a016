import { forEachChild, type ShellNode, type ShellNodeOf } from '../../dockerfile/bash.ts';
import type { ShellProgram } from './program.ts';

/** `$x` and `${x}`, with or without an operation. */
export type Expansion = ShellNodeOf<'SimpleExpansion' | 'ParameterExpansion'>;

/**
 * The expansions that may give several words or none where they stand unquoted, found by following what the
 * variables hold through the script: what is a literal without blanks and globs on every way there is safe.
 */
export function splittable(program: ShellProgram): ReadonlySet<Expansion> {
  const walk = new Walk(program.text);
  return walk.run(program.root, new Set(program.variables)) ? walk.found : new Set();
}

const mostSteps = 100_000;

/** The variables that are known to be one word, or undefined where the script never comes. */
type Known = Set<string> | undefined;

class Walk {
  readonly found = new Set<Expansion>();
  readonly #functions = new Map<string, ShellNode>();
  readonly #called = new Set<ShellNode>();
  readonly #running = new Set<ShellNode>();
  readonly #script: string;
  #steps = 0;

  constructor(script: string) {
    this.#script = script;
  }

  /** @returns false where the script has so many loops in loops and calls in calls that the answer would take too long. */
  run(root: ShellNode, known: Known): boolean {
    const last = this.#go(root, known);
    for (const body of this.#functions.values()) if (!this.#called.has(body)) this.#go(body, this.#copy(last));
    return this.#steps <= mostSteps;
  }

  #go(node: ShellNode, known: Known): Known {
    if (++this.#steps > mostSteps) return known;
    switch (node.type) {
      case 'Script':
      case 'CompoundList':
        return this.#all(node.commands, known);
      case 'Statement':
        if (!node.background) return this.#go(node.command, known);
        this.#go(node.command, this.#copy(known));
        return known;
      case 'AndOr':
        return this.#logical(node, known);
      case 'Pipeline':
        if (node.commands.length === 1) return this.#all(node.commands, known);
        for (const command of node.commands) this.#go(command, this.#copy(known));
        return known;
      case 'Subshell':
        this.#go(node.body, this.#copy(known));
        return known;
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        if (node.script && node.script.source === undefined) this.#go(node.script, this.#copy(known));
        return known;
      case 'If':
        return this.#branches(node, known);
      case 'While': {
        const start = this.#go(node.clause, known);
        return this.#loop([node.body, node.clause], start);
      }
      case 'For':
        return this.#for(node, known);
      case 'ArithmeticFor': {
        const start = this.#copy(known);
        for (const [name] of (node.initialize
          ? this.#script.slice(node.initialize.pos, node.initialize.end)
          : ''
        ).matchAll(/\w+(?==)/g))
          assign(start, name, true);
        return this.#loop([node.body], start);
      }
      case 'Case':
        return this.#case(node, known);
      case 'Function':
        this.#functions.set(node.name.value, node.body);
        return known;
      case 'Command':
        return this.#command(node, known);
      case 'SimpleExpansion':
        this.#judge(node, node.text.slice(1), known);
        return known;
      case 'ParameterExpansion':
        return this.#parameter(node, known);
      default:
        return this.#children(node, known);
    }
  }

  #all(nodes: readonly ShellNode[], known: Known): Known {
    let now = known;
    for (const node of nodes) now = this.#go(node, now);
    return now;
  }

  #children(node: ShellNode, known: Known): Known {
    let now = known;
    forEachChild(node, (child) => {
      now = this.#go(child, now);
    });
    return now;
  }

  /** Like ShellCheck's, this reading does not know that `a && x=b && c` comes to `c` only where `x` was assigned. */
  #logical(node: ShellNodeOf<'AndOr'>, known: Known): Known {
    let now = known;
    node.commands.forEach((command, index) => {
      if (index === 0) now = this.#go(command, now);
      else {
        const skipped = this.#copy(now);
        now = this.#join(skipped, this.#go(command, now));
      }
    });
    return now;
  }

  #branches(node: ShellNodeOf<'If'>, known: Known): Known {
    let now = this.#go(node.clause, known);
    let after = this.#go(node.then, this.#copy(now));
    for (const branch of node.elif) {
      now = this.#go(branch.clause, now);
      after = this.#join(after, this.#go(branch.then, this.#copy(now)));
    }
    return this.#join(after, node.else ? this.#go(node.else, now) : now);
  }

  /** What holds at the start of a turn holds after the turn before it as well. */
  #loop(turn: readonly ShellNode[], known: Known): Known {
    const before = this.#copy(known);
    let now = this.#copy(known);
    const found = new Set(this.found);
    now = this.#all(turn, now);
    const again = this.#join(before, now);
    if (again?.size !== known?.size) {
      for (const expansion of this.found) if (!found.has(expansion)) this.found.delete(expansion);
      this.#all(turn, this.#copy(again));
    }
    return again;
  }

  #for(node: ShellNodeOf<'For'>, known: Known): Known {
    const words = node.wordlist ?? [];
    const now = this.#all(words, known);
    const start = this.#copy(now);
    const isSafe = words.length > 0 && words.every((word) => isOneWord(word, start));
    assign(start, node.name.value, isSafe);
    return this.#join(now, this.#loop([node.body], start));
  }

  #case(node: ShellNodeOf<'Case'>, known: Known): Known {
    const start = this.#go(node.word, known);
    let after: Known;
    let isComplete = false;
    for (const item of node.items) {
      after = this.#join(after, this.#all([...item.pattern, item.body], this.#copy(start)));
      if (item.pattern.some(({ text }) => text === '*')) isComplete = true;
    }
    return isComplete ? after : this.#join(after, start);
  }

  #command(node: ShellNodeOf<'Command'>, known: Known): Known {
    const name = node.name?.value;
    const lasting = node.name === undefined;
    let now = known;
    for (const part of node.prefix) {
      now = this.#children(part, now);
      if (part.type === 'Assignment' && lasting) this.#set(part, now);
    }
    if (node.name) now = this.#go(node.name, now);
    for (const part of node.suffix) {
      now = part.type === 'Assignment' ? this.#children(part, now) : this.#go(part, now);
      if (part.type === 'Assignment') this.#set(part, now);
    }
    if (name === undefined) return now;
    if (name === 'exit' || name === 'return') return undefined;
    if (name === 'read' || name === 'unset' || name === 'printf' || name === 'mapfile' || name === 'readarray') {
      for (const part of node.suffix) if (part.type === 'Word') assign(now, part.value, false);
    }
    const body = this.#functions.get(name);
    if (!body || this.#running.has(body)) return now;
    this.#called.add(body);
    this.#running.add(body);
    const after = this.#go(body, this.#copy(now));
    this.#running.delete(body);
    return after ?? now;
  }

  #set(assignment: ShellNodeOf<'Assignment'>, known: Known): void {
    const { name, value, append, index } = assignment;
    if (value.type !== 'Word' || index) assign(known, name, false);
    else if (append) assign(known, name, known?.has(name) === true && isOneWord(value, known));
    else assign(known, name, isOneWord(value, known));
  }

  #parameter(node: ShellNodeOf<'ParameterExpansion'>, known: Known): Known {
    const { parameter, operation, prefix } = node;
    if (prefix !== '#' && !isAlternative(operation)) this.#judge(node, parameter, known);
    const now = this.#children(node, known);
    if (operation?.type === 'Default' && operation.operator.endsWith('=')) assign(now, parameter, false);
    return now;
  }

  #copy(known: Known): Known {
    this.#steps += (known?.size ?? 0) >> 4;
    return known && new Set(known);
  }

  #join(a: Known, b: Known): Known {
    if (!a || !b) return a ?? b;
    this.#steps += a.size >> 4;
    return new Set([...a].filter((name) => b.has(name)));
  }

  #judge(node: Expansion, name: string, known: Known): void {
    if (!isNumber(name) && !known?.has(name)) this.found.add(node);
  }
}

/** `${x:+word}` is as whole as the word is. */
function isAlternative(operation: ShellNodeOf<'ParameterExpansion'>['operation']): boolean {
  return operation?.type === 'Default' && operation.operator.endsWith('+');
}

/** Whether a value is one word for certain. */
function isOneWord(word: ShellNodeOf<'Word'>, known: Known): boolean {
  if (!word.parts) return word.value !== '' && isPlain(word.value);
  if (word.value === '') return false;
  return word.parts.every((part) => isOnePart(part, known));
}

function isOnePart(part: ShellNode, known: Known): boolean {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return isPlain(part.value);
    case 'DoubleQuoted':
      return part.parts.every((inner) => isOnePart(inner, known));
    case 'SimpleExpansion':
      return isNumber(part.text.slice(1)) || known?.has(part.text.slice(1)) === true;
    case 'ParameterExpansion':
      return part.operation === undefined && part.prefix === undefined && known?.has(part.parameter) === true;
    case 'ArithmeticExpansion':
      return true;
    default:
      return false;
  }
}

function isPlain(text: string): boolean {
  return !/[\s*?[\]]/.test(text);
}

function isNumber(name: string): boolean {
  return numbers.has(name) || name === '@';
}

/** What the shell itself sets, to something without blanks. */
const numbers = new Set(
  '# ? ! $ - BASHPID BASH_ARGC BASH_LINENO BASH_SUBSHELL COLUMNS EPOCHREALTIME EPOCHSECONDS EUID HISTFILESIZE HISTSIZE LINENO LINES OPTIND PPID RANDOM SECONDS SHELLOPTS SHLVL SRANDOM UID'.split(
    ' ',
  ),
);

function assign(known: Known, name: string, isSafe: boolean): void {
  if (isSafe) known?.add(name);
  else known?.delete(name);
}
