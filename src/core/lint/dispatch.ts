import type { Instruction } from '../dockerfile/model.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import type { Context, Rule } from './rule.ts';

/** Who wants to see what: made once for a list of rules and kept for as long as the list lives. */
export interface DispatchTable {
  /** Whether a rule wants to see any command. */
  readonly seesCommands: boolean;
  /** Positions of the rules that remember something of each stage. */
  readonly stageRules: readonly number[];
  instructions(keyword: string): readonly Subscription<Instruction>[];
  commands(name: string): readonly Subscription<ShellCommand>[];
  readonly scripts: readonly { readonly rule: number; readonly handler: NonNullable<Rule['script']> }[];
}

interface Subscription<Node> {
  /** Position of the rule in the list. */
  readonly rule: number;
  readonly handler: (node: Node, context: Context<unknown, unknown>) => void;
}

const tables = new WeakMap<readonly Rule[], DispatchTable>();

export function dispatchTable(rules: readonly Rule[]): DispatchTable {
  let table = tables.get(rules);
  if (!table) {
    table = build(rules);
    tables.set(rules, table);
  }
  return table;
}

const nobody: readonly never[] = [];

function build(rules: readonly Rule[]): DispatchTable {
  const byKeyword = new Map<string, Subscription<Instruction>[]>();
  const byCommand = new Map<string, Subscription<ShellCommand>[]>();
  rules.forEach((rule, index) => {
    subscribe(byKeyword, rule.on, index);
    subscribe(byCommand, rule.commands, index);
  });
  return {
    seesCommands: rules.some(({ commands }) => commands !== undefined),
    stageRules: rules.flatMap(({ perStage }, rule) => (perStage ? [rule] : [])),
    instructions: lookup(byKeyword),
    commands: lookup(byCommand),
    scripts: rules.flatMap(({ script }, rule) => (script ? [{ rule, handler: script }] : [])),
  };
}

/** Those who asked for a name, and those who asked for all of them. */
function lookup<Node>(table: Map<string, Subscription<Node>[]>): (name: string) => readonly Subscription<Node>[] {
  const all = table.get('*') ?? nobody;
  if (all.length > 0) for (const [name, listeners] of table) if (name !== '*') listeners.push(...all);
  return (name) => table.get(name) ?? all;
}

function subscribe<Node>(
  table: Map<string, Subscription<Node>[]>,
  handlers: { readonly [names: string]: Subscription<Node>['handler'] } | undefined,
  rule: number,
): void {
  for (const [names, handler] of Object.entries(handlers ?? {})) {
    for (const name of names.split(' ')) {
      const listeners = table.get(name);
      if (listeners) listeners.push({ rule, handler });
      else table.set(name, [{ rule, handler }]);
    }
  }
}
