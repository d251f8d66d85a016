import { appendCommand } from '../../lint/append-command.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import { tasksOf } from '../multi-stage/preconditions.ts';
import { isFoundAt } from '../multi-stage/program-place.ts';
import { defineRewrite, none, type Place } from '../rewrite.ts';

export const strippedPrograms = defineRewrite({
  id: 'stripped-programs',
  kind: 'packages',
  title: 'Leave the tables for debuggers out of programs',
  safety: 'review',
  precondition:
    'The last stage copies a program that it starts from a stage which builds it with Go or Cargo, or all that CMake installs into a folder of its own, and nothing strips it yet.',
  evidence:
    'A service in Go went from 12 to 8 MB above its base; a program in C++ of 103 MB came with as much again in tables.',
  propose(build) {
    const { stages, final, dockerfile } = build;
    if (stages.length < 2) return none('There is no stage that programs are copied from.');
    if (/\bstrip\b|-s -w|LDFLAGS=.*-s\b/.test(dockerfile.text)) return none('Programs are stripped already.');
    if (
      build.context?.sent.some(
        (path) => /(^|\/)Cargo\.toml$/.test(path) && /^\s*strip\s*=/m.test(build.context?.text(path) ?? ''),
      )
    ) {
      return none('Cargo strips the program already.');
    }
    const started = final.launch.programs ?? [];
    const places: Place[] = [];
    for (const { instruction, expand } of final.steps) {
      const from = instruction.flags.find(({ name }) => name === 'from')?.value;
      const [source, target, ...more] = instruction.words.map(({ value }) => value);
      const place = expand({ raw: target ?? '' });
      if (
        instruction.keyword !== 'COPY' ||
        from === undefined ||
        source === undefined ||
        place === undefined ||
        more.length > 0
      )
        continue;
      const stage = stages.find(({ stage: { name } }) => name?.value === from);
      if (!stage || /[*?]/.test(source)) continue;
      if (started.some((program) => isFoundAt(program, place))) places.push(...strippedIn(stage, source, build));
      else if (source.endsWith('/')) places.push(...strippedInstallation(stage, source.replace(/\/$/, '')));
    }
    const starts = places.map(({ edits }) => edits[0]?.range.start);
    const unique = places.filter((_, at) => starts.indexOf(starts[at]) === at);
    if (places.length === 0) return none('No program that is started is copied from a stage that builds it.');
    return {
      safe: false,
      reason: 'A program comes with tables that only a debugger reads.',
      effect: 'A third less of each program, often more.',
      question: 'Does anybody debug the program in the container, or read addresses in its crash reports?',
      // Two programs may come from one build.
      places: unique,
    };
  },
});

function strippedIn(stage: StageModel, program: string, { dockerfile }: BuildModel): Place[] {
  const builds = tasksOf(stage).filter(({ task }) => task.purpose === 'build');
  const ofGo = builds.filter(({ task }) => task.tool === 'go' && task.verb === 'build');
  if (ofGo.length > 0) {
    const open = ofGo.filter(({ task }) => !task.command.words.some(({ value }) => /^--?ldflags/.test(value)));
    return open.flatMap(({ task, step }) => {
      const verb = task.command.words.find(({ value }) => value === 'build');
      if (!verb || step.instruction.command?.form !== 'shell') return [];
      const at = { start: verb.range.end, end: verb.range.end };
      return [{ range: step.instruction.range, edits: [{ range: at, newText: ' -ldflags="-s -w"' }] }];
    });
  }
  // What make leaves under the name of a program may be a script around it.
  const ofCargo = builds.filter(({ task }) => task.tool === 'cargo' && /\/(release|cargo\/bin)\/[^/]+$/.test(program));
  const built = ofCargo.at(-1)?.step.index;
  if (built === undefined) return [];
  for (const { instruction } of stage.steps.slice(built).reverse()) {
    const edit = instruction.keyword === 'RUN' ? appendCommand(instruction, `strip ${program}`, dockerfile) : undefined;
    if (edit) return [{ range: instruction.range, edits: [edit] }];
  }
  return [];
}

/** CMake can tell programs and libraries from scripts, and strips those that it installs. */
function strippedInstallation(stage: StageModel, folder: string): Place[] {
  const tasks = tasksOf(stage);
  return tasks.flatMap(({ task: { command }, step }) => {
    if (!command.assignments.some(({ name, value }) => name === 'DESTDIR' && value === folder)) return [];
    const word = command.words.find(({ value }) => /^(--)?install$/.test(value));
    const isWritten = tasks.some(
      ({
        task: {
          command: { name },
        },
        step: other,
      }) => name === 'cmake' && other === step,
    );
    if (!word || !isWritten || !/^(make|cmake)$/.test(command.name)) return [];
    const last = command.words.at(-1) as typeof word;
    const at = command.name === 'make' ? word.range.end : last.range.end;
    const newText = command.name === 'make' ? '/strip' : ' --strip';
    return [{ range: step.instruction.range, edits: [{ range: { start: at, end: at }, newText }] }];
  });
}
