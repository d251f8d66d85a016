/** The names of a Dockerfile, stages and variables: where each is declared, and where it is used. */

import type { Range } from '../../text.ts';
import type { Dockerfile, Flag, Instruction, Stage } from '../model.ts';
import { expand } from '../variables.ts';
import { mountFields } from './mount-fields.ts';
import { shellReferences } from './shell-references.ts';

export interface Name {
  readonly kind: 'stage' | 'variable';
  /** As the first declaration writes it. */
  readonly text: string;
  /** In the order of the file. More than one where a variable is set again, or handed into a stage. */
  readonly declarations: readonly Declaration[];
  /** The names alone, without `$` and braces. */
  readonly references: readonly Range[];
  /** Where a stage is used by its number: it means the stage, and does not hold its name. */
  readonly numbers: readonly Range[];
}

interface Declaration {
  /** The name alone. */
  readonly range: Range;
  readonly instruction: Instruction;
}

/** The builder sets these by itself; another name would not be set. */
export const builtInArguments: readonly string[] = [
  ...['BUILD', 'TARGET'].flatMap((side) => ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map((aspect) => `${side}${aspect}`)),
  'TARGETSTAGE',
];

const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];

export const isBuiltIn = (name: string): boolean =>
  builtInArguments.includes(name) || proxies.includes(name.toUpperCase()) || name.startsWith('BUILDKIT_');

interface OpenName extends Name {
  readonly declarations: Declaration[];
  readonly references: Range[];
  readonly numbers: Range[];
}

/** All names of a file, in one walk over it. */
export class Names {
  readonly all: readonly Name[];
  readonly #visible: ReadonlyMap<Stage, Scope>;
  readonly #globals: Scope;

  constructor(dockerfile: Dockerfile) {
    const walk = new Walk(dockerfile);
    this.all = walk.all;
    this.#visible = walk.scopes;
    this.#globals = walk.globals;
  }

  /** The name that a place is in, its end included. */
  at(offset: number): { readonly name: Name; readonly range: Range } | undefined {
    for (const name of this.all) {
      for (const range of rangesOf(name)) if (range.start <= offset && offset <= range.end) return { name, range };
    }
    return undefined;
  }

  /** The variables that are set at a place in a stage; without one, those before the first FROM. */
  variablesAt(offset: number, stage: Stage | undefined): Name[] {
    const found = new Map<string, Name>();
    for (let scope = stage ? this.#visible.get(stage) : this.#globals; scope; scope = scope.parent) {
      for (const [text, { name, since }] of scope.own) if (since <= offset && !found.has(text)) found.set(text, name);
    }
    return [...found.values()];
  }

  stageOf(name: Name, dockerfile: Dockerfile): Stage | undefined {
    return dockerfile.stages.find((stage) => stage.from === name.declarations[0]?.instruction);
  }
}

/** Declarations, uses, and uses by number. */
export function rangesOf({ declarations, references, numbers }: Name): Range[] {
  return [...declarations.map(({ range }) => range), ...references, ...numbers];
}

class Scope {
  readonly own = new Map<string, { readonly name: OpenName; readonly since: number }>();
  readonly parent: Scope | undefined;

  constructor(parent: Scope | undefined) {
    this.parent = parent;
  }

  find(text: string): OpenName | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const found = scope.own.get(text);
      if (found) return found.name;
    }
    return undefined;
  }
}

class Walk {
  readonly all: OpenName[] = [];
  readonly globals = new Scope(undefined);
  readonly scopes = new Map<Stage, Scope>();
  readonly #dockerfile: Dockerfile;
  readonly #stagesByName = new Map<string, OpenName>();
  /** By position in the file; absent for a stage without a name. */
  readonly #stages: (OpenName | undefined)[] = [];

  constructor(dockerfile: Dockerfile) {
    this.#dockerfile = dockerfile;
    for (const instruction of dockerfile.instructions) {
      if (instruction.keyword === 'FROM') this.#from(instruction);
      else this.#instruction(instruction, this.#scopeOf(instruction));
    }
  }

  #scopeOf({ stage }: Instruction): Scope {
    return (stage && this.scopes.get(stage)) ?? this.globals;
  }

  #from(instruction: Instruction): void {
    const { stage } = instruction;
    if (!stage) return;
    this.#builderReferences(instruction, this.globals);
    const parent = stage.parent && this.scopes.get(stage.parent);
    this.scopes.set(stage, new Scope(parent));
    const base = instruction.words[0];
    if (base && base.raw === base.value) this.#stagesByName.get(base.value.toLowerCase())?.references.push(base.range);
    let declared: OpenName | undefined;
    if (stage.name && stage.name.raw === stage.name.value) {
      declared = this.#open('stage', stage.name.value);
      declared.declarations.push({ range: stage.name.range, instruction });
      this.#stagesByName.set(stage.name.value.toLowerCase(), declared);
    }
    this.#stages.push(declared);
  }

  #instruction(instruction: Instruction, scope: Scope): void {
    const { keyword, command, flags, trigger } = instruction;
    if (trigger) {
      // It runs in a stage of another file, or of this one, which nobody can know here.
      this.#builderReferences(trigger, scope);
      return;
    }
    for (const flag of flags) this.#stageReference(keyword, flag, instruction);
    this.#builderReferences(instruction, scope);
    if (command?.form === 'shell') {
      for (const { name, range } of shellReferences(command.script)) {
        const known = scope.find(name);
        // ARGs are there while the image is built, and not when it runs.
        if (known && (keyword === 'RUN' || known.declarations.some((one) => one.instruction.keyword === 'ENV')))
          known.references.push(range);
      }
    }
    if (keyword === 'ENV' || keyword === 'ARG') this.#declare(instruction, scope);
  }

  #declare(instruction: Instruction, scope: Scope): void {
    const { keyword, pairs, range, stage } = instruction;
    for (const { name, value } of pairs) {
      if (name.raw !== name.value || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name.value)) continue;
      const isHandedIn = keyword === 'ARG' && !value && stage !== undefined;
      const known = scope.find(name.value) ?? (isHandedIn ? this.globals.find(name.value) : undefined);
      const declared = known ?? this.#open('variable', name.value);
      declared.declarations.push({ range: name.range, instruction });
      if (!scope.own.has(name.value)) scope.own.set(name.value, { name: declared, since: range.end });
    }
  }

  /** What the builder puts values into: all but commands. */
  #builderReferences(instruction: Instruction, scope: Scope): void {
    const { text, escape: escapeCharacter } = this.#dockerfile;
    const look = (start: number, written: string, quotes = true) => {
      if (!written.includes('$')) return;
      for (const { name, range } of expand(written, escapeCharacter, () => undefined, quotes).references) {
        const end = start + range.end;
        scope.find(name)?.references.push({ start: end - name.length, end });
      }
    };
    for (const { valueRange } of instruction.flags)
      if (valueRange) look(valueRange.start, text.slice(valueRange.start, valueRange.end));
    if (instruction.command || instruction.keyword === 'MAINTAINER') return;
    if (instruction.pairs.length > 0) {
      for (const { name, value } of instruction.pairs) {
        if (instruction.keyword !== 'ARG') look(name.range.start, name.raw);
        if (value) look(value.range.start, value.raw);
      }
    } else for (const { range, raw } of instruction.words) look(range.start, raw);
    for (const { quoted, body } of instruction.heredocs)
      if (!quoted) look(body.start, text.slice(body.start, body.end), false);
  }

  #stageReference(keyword: string, { name, value, valueRange }: Flag, { stage }: Instruction): void {
    if (value === undefined || !valueRange || !stage) return;
    if (name === 'from' && keyword === 'COPY') this.#useStage(value, valueRange);
    else if (name === 'mount' && keyword === 'RUN') {
      for (const field of mountFields(this.#dockerfile.text, valueRange))
        if (field.key === 'from' && field.valueRange) this.#useStage(field.value, field.valueRange);
    }
  }

  #useStage(value: string, range: Range): void {
    const named = this.#stagesByName.get(value.toLowerCase());
    if (named) named.references.push(range);
    else if (/^\d+$/.test(value)) this.#stages[Number(value)]?.numbers.push(range);
  }

  #open(kind: Name['kind'], text: string): OpenName {
    const name: OpenName = { kind, text, declarations: [], references: [], numbers: [] };
    this.all.push(name);
    return name;
  }
}
