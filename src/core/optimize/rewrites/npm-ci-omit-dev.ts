import type { BuildModel } from '../model/build-model.ts';
import { omission } from '../multi-stage/node/dependencies.ts';
import { isWorkspace, nodePackages, scriptsOf } from '../multi-stage/node/packages.ts';
import { type NodeStart, nodeStart } from '../multi-stage/node/start.ts';
import { tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import { startOf } from '../multi-stage/start-scripts.ts';
import { defineRewrite, none, place } from '../rewrite.ts';

export const npmCiOmitDev = defineRewrite({
  id: 'npm-ci-omit-dev',
  kind: 'packages',
  title: 'Leave the packages for development out',
  safety: 'review',
  precondition:
    'npm, pnpm or Yarn installs in the last stage, which builds and tests nothing; package.json and the sources are known, and none of them asks for a package that is named for development.',
  evidence: 'Test runners, linters and compilers are most of what many packages install.',
  propose({ final: stage, context }: BuildModel) {
    const tasks = tasksOf(stage);
    const installs = tasks.filter(
      ({ task }) => task.purpose === 'dependencies' && /^(npm|pnpm|yarn)$/.test(task.tool ?? ''),
    );
    const [install] = installs;
    if (!install || installs.length > 1) return none('Packages of Node are not installed once in the last stage.');
    const { verb, command, tool } = install.task;
    const words = command.words.filter(({ value }) => !value.startsWith('-'));
    const at = words.find(({ value }) => value === verb);
    if (command.name !== tool || !/^(ci|clean-install|install|i)$/.test(verb ?? '')) {
      return none(`${tool} installs no manifest.`);
    }
    const named = words.find((word) => word !== at);
    if (named) return none(`${tool} installs ${named.value}, which no manifest names.`);
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const user = tasks.find(({ task }) => /^(build|generate|test|unknown)$/.test(task.purpose));
    if (user) return none(`Line ${user.step.instruction.line + 1} may need them: ${user.task.command.name}.`);
    const known = nodePackages(stage, context);
    const own = known.find(({ folder }) => folder === install.step.workdir);
    const inside = own && isWorkspace(own, context) ? known : own ? [own] : [];
    const script = ['preinstall', 'install', 'postinstall', 'prepare'].find((name) =>
      inside.some((each) => typeof scriptsOf(each)[name] === 'string'),
    );
    if (script) return none(`package.json has a script “${script}”, which may need them.`);
    const started: NodeStart[] = [];
    for (const program of startOf(stage, context).programs) {
      const found = nodeStart(program, known);
      if (typeof found === 'string') return none(found);
      started.push(found);
    }
    if (started.length === 0) return none('What the container starts is not known.');
    const how = omission(stage, own, known, started, context);
    if (typeof how === 'string') return none(`All packages stay: ${how}.`);
    const isOption = 'option' in how;
    const { end } = isOption ? (at ?? command).range : command.range;
    const newText = isOption ? ` ${how.option}` : ` && ${how.command}`;
    return {
      safe: false,
      reason: 'package.json names packages for development, and nothing in this stage needs them.',
      effect: 'They stay out of the image.',
      question: 'Does nothing that runs load a package that is named for development?',
      places: [place(command, { range: { start: end, end }, newText })],
    };
  },
});
