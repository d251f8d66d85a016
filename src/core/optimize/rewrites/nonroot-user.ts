import { defineRewrite, none } from '../rewrite.ts';

export const nonrootUser = defineRewrite({
  id: 'nonroot-user',
  kind: 'security',
  title: 'Run as a user that is not root',
  safety: 'review',
  onRequest: 'A program that writes to its folders, or to a port below 1024, would stop to work.',
  precondition: 'The last stage says no user and starts no privileged port.',
  evidence: 'As the user 1000, touch in the folder of the application fails.',
  propose({ final, dockerfile }) {
    const { steps, base, launch, stage } = final;
    if (stage.parent) return none('It stands on another stage, which may name a user.');
    if (!base) return none('What FROM names is a variable.');
    if (steps.some(({ instruction }) => instruction.keyword === 'USER')) return none('A user is named already.');
    const low = steps.find(
      ({ instruction }) =>
        instruction.keyword === 'EXPOSE' &&
        instruction.words.some(({ value }) => Number(/^\d+/.exec(value)?.[0] ?? 0) < 1024),
    );
    if (low) return none(`The port at line ${low.instruction.line + 1} is one that only root may open.`);
    const first = launch.entrypoint ?? launch.command;
    if (!first) return none('It starts nothing of its own.');
    const at = dockerfile.lines.lineStart(first.instruction.line);
    const user = base.name === 'node' && base.isOfficial ? '1000:1000' : '65534:65534';
    const lineBreak = dockerfile.text.includes('\r\n') ? '\r\n' : '\n';
    return {
      safe: false,
      reason: 'The program runs as root: whoever breaks into it is root too.',
      effect: 'A break-in ends in an account that owns nothing.',
      question: 'Does it write anywhere but to /tmp, and may that account read all that it needs?',
      places: [
        {
          range: first.instruction.range,
          edits: [{ range: { start: at, end: at }, newText: `USER ${user}${lineBreak}` }],
        },
      ],
      changes: ['user'],
    };
  },
});
