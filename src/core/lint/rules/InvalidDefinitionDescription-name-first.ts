import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { indexFrom } from '../after.ts';
import { defineRule } from '../rule.ts';

export const nameFirst = defineRule({
  code: 'InvalidDefinitionDescription',
  fix: { none: 'what the comment was meant for is for a person to say' },
  // An experiment of BuildKit, which a directive of the file has to ask for.
  severity: 'ignore',
  summary: 'Begin the comment above with the name that it describes, or part it by an empty comment',
  on: {
    'FROM ARG': (instruction, { dockerfile, report, stage }) => {
      const names =
        instruction.keyword === 'ARG'
          ? instruction.pairs.map(({ name }) => name.value)
          : stage?.name
            ? [stage.name.value.toLowerCase()]
            : [];
      const comment = commentAbove(instruction, dockerfile);
      const [described] = comment?.text.trim().split(' ') ?? [];
      if (comment && names.length > 0 && !names.includes(described ?? '')) {
        const [name] = names;
        report(comment, {
          message: `Begin this comment with \`${names.length > 1 ? 'one of the names' : name}\`, or part it by an empty one`,
        });
      }
    },
  },
});

/** The last comment since the instruction before; an empty one ends what is described. */
function commentAbove({ range }: Instruction, { comments, instructions }: Dockerfile) {
  const comment = comments[indexFrom(comments, range.start) - 1];
  const before = instructions[indexFrom(instructions, range.start) - 1];
  if (!comment || comment.inside || (before && comment.range.start < before.range.end)) return undefined;
  return comment.text.trim() === '' ? undefined : comment;
}
