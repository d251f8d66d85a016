import type { BuildModel } from '../model/build-model.ts';
import { pruning } from '../multi-stage/node-dependencies.ts';
import { nodePackages } from '../multi-stage/node-packages.ts';
import { type NodeStart, nodeStart } from '../multi-stage/node-start.ts';
import { tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import { startOf } from '../multi-stage/start-scripts.ts';
import { defineRewrite, none, place } from '../rewrite.ts';

export const npmCiOmitDev = defineRewrite({
  id: 'npm-ci-omit-dev',
  kind: 'packages',
  title: 'Leave the packages for development out',
  safety: 'review',
  precondition:
    'npm installs in the last stage, which builds and tests nothing; package.json and the sources are known, and none of them asks for a package that is named for development.',
  evidence: 'Test runners, linters and compilers are most of what many packages install.',
  propose({ final: stage, context }: BuildModel) {
    const tasks = tasksOf(stage);
    const installs = tasks.filter(({ task }) => task.purpose === 'dependencies' && task.tool === 'npm');
    const [install] = installs;
    if (!install || installs.length > 1) return none('npm does not install once in the last stage.');
    const { verb, command } = install.task;
    const at = command.words.find(({ value }) => value === verb);
    if (!at || !/^(ci|clean-install|install|i)$/.test(verb ?? '')) return none('npm installs no manifest.');
    const named = command.words.find(({ value }) => value !== verb && !value.startsWith('-'));
    if (named) return none(`npm installs ${named.value}, which no manifest names.`);
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const user = tasks.find(({ task }) => /^(build|generate|test|unknown)$/.test(task.purpose));
    if (user) return none(`Line ${user.step.instruction.line + 1} may need them: ${user.task.command.name}.`);
    const known = nodePackages(stage, context);
    const own = known.find(({ folder }) => folder === install.step.workdir);
    const script = ['preinstall', 'install', 'postinstall', 'prepare'].find(
      (name) => typeof (own?.manifest.scripts as Record<string, unknown> | undefined)?.[name] === 'string',
    );
    if (script) return none(`package.json has a script “${script}”, which may need them.`);
    const started: NodeStart[] = [];
    for (const program of startOf(stage, context).programs) {
      const found = nodeStart(program, known);
      if (typeof found === 'string') return none(found);
      started.push(found);
    }
    if (started.length === 0) return none('What the container starts is not known.');
    const { commands, kept } = pruning(stage, own, known, started, context);
    const option = /^npm prune (--\S+)$/.exec(commands[0] ?? '')?.[1];
    if (option === undefined) return none(`All packages stay: ${kept ?? 'how to leave them out is not known'}.`);
    const { end } = at.range;
    return {
      safe: false,
      reason: 'package.json names packages for development, and nothing in this stage needs them.',
      effect: 'They stay out of the image.',
      question: 'Does nothing that runs load a package that is named for development?',
      places: [place(command, { range: { start: end, end }, newText: ` ${option}` })],
    };
  },
});
