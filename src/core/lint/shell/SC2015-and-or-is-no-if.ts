import type { ShellNode } from '../../dockerfile/bash.ts';
import { defineRule } from '../rule.ts';
import { baseName, isCondition } from './places.ts';

export const andOrIsNoIf = defineRule({
  code: 'SC2015',
  severity: 'info',
  fix: { none: 'where `b` cannot fail, nothing has to change, and which of the two was meant only its author knows' },
  summary: 'Write `if`, `then`, `else`: in `a && b || c` the last one also runs where `a` succeeds and `b` fails',
  onbuild: true,
  script: (program, report) => {
    for (const list of program.of('AndOr')) {
      const { commands, operators } = list;
      // Only the last `||` is no condition of anything, and only where `&&` stands right in front of it.
      const or = operators.length - 1;
      if (or < 1 || operators[or] !== '||' || operators[or - 1] !== '&&' || isCondition(list, program)) continue;
      const [then, otherwise] = [commands[or], commands[or + 1]];
      if (!then || !otherwise || isTest(then) || cannotFail(otherwise)) continue;
      const before = commands[or - 1];
      const pos = program.text.indexOf('&&', before?.end ?? 0);
      report({ pos, end: pos + 2 });
    }
  },
});

function isTest(node: ShellNode): boolean {
  if (node.type === 'TestCommand') return true;
  return node.type === 'Command' && (node.name?.value === '[' || node.name?.value === 'test');
}

/** Then nobody minds that it runs as well, or it ends the script. */
function cannotFail(node: ShellNode): boolean {
  if (node.type !== 'Command') return false;
  return node.name ? harmless.has(baseName(node)) : node.prefix.some(({ type }) => type === 'Assignment');
}

const harmless = new Set([':', 'echo', 'exit', 'printf', 'return', 'true']);
