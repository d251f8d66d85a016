import type { Instruction, Word } from '../../dockerfile/model.ts';
import { deleteInstruction } from '../delete-instruction.ts';
import { exposedPorts } from '../exposed-ports.ts';
import type { Fix } from '../finding.ts';
import { type Context, defineRule } from '../rule.ts';
import { takeOut } from '../take-out.ts';

const summary = 'Leave SSH out of the image: ECS Exec and `docker exec` need neither a port nor keys';

export const noSshPort = defineRule({
  code: 'QS1001',
  severity: 'warning',
  fix: 'review',
  summary,
  onbuild: true,
  on: {
    EXPOSE: (instruction, { dockerfile, report }) => {
      const words = instruction.words.filter(isSsh);
      const [first, ...others] = words;
      if (!first) return;
      const fix = words.every(isAlone) ? withoutPorts(words, instruction, dockerfile) : undefined;
      const related = others.map(({ range }) => ({ range, message: summary }));
      report(first, { fix, ...(related.length > 0 && { related }) });
    },
  },
});

function isSsh(word: Word): boolean {
  const ports = exposedPorts(word);
  return ports !== undefined && ports.protocol === 'tcp' && ports.first <= 22 && 22 <= ports.last;
}

function isAlone(word: Word): boolean {
  const ports = exposedPorts(word);
  return ports?.first === ports?.last;
}

function withoutPorts(
  words: readonly Word[],
  instruction: Instruction,
  dockerfile: Context['dockerfile'],
): Fix | undefined {
  const all = words.length === instruction.words.length;
  const deletion = all ? deleteInstruction(instruction, dockerfile) : undefined;
  const ranges = words.map(({ range }) => range);
  const edits = all ? deletion && [deletion] : takeOut(ranges, instruction, dockerfile);
  return edits && { title: 'Delete the port', safety: 'review', edits };
}
