import type { TextEdit } from '../../text.ts';
import { addMounts, idFor, whyNoMounts } from '../caches/add-mounts.ts';
import { cargoOutputs } from '../caches/cargo-outputs.ts';
import { familiesOf, isTakenFrom } from '../caches/families.ts';
import { runnerOf } from '../caches/runner.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import { joinPath } from '../model/steps.ts';
import { tasksInFolders } from '../model/task-folders.ts';
import { tasksWith } from '../multi-stage/preconditions.ts';
import { defineRewrite, none, type Place, place } from '../rewrite.ts';

export const cargoTargetCache = defineRewrite({
  id: 'cargo-target-cache',
  kind: 'cache',
  title: 'Keep the crates that cargo has compiled between builds',
  safety: 'review',
  precondition:
    'One RUN of a stage that is not shipped calls `cargo build` or `cargo install --path .`; every file that is taken from its target folder is named.',
  evidence: 'A change of a source compiles the sources alone, and not the crates that they depend on.',
  propose(build: BuildModel) {
    const old = whyNoMounts(build.dockerfile);
    if (old) return none(old);
    const places: Place[] = [];
    let reason: string | undefined;
    for (const family of familiesOf(build)) {
      if (family.includes(build.final)) {
        if (family.some((stage) => tasksWith(stage, 'cargo', 'build').length > 0))
          reason ??= 'What cargo has compiled is part of the image.';
        continue;
      }
      const found = placeIn(family, build);
      if (typeof found === 'string') reason ??= found;
      else if (found) places.push(found);
    }
    if (places.length === 0) return none(reason ?? 'cargo builds nothing.');
    return {
      safe: false,
      reason: 'Whenever a source changes, cargo compiles every crate again.',
      effect: 'After a change of a source the crates that it depends on are compiled already.',
      question: 'Does the program read nothing from the target folder, such as OUT_DIR, when it runs?',
      places,
    };
  },
});

function holds(source: string, target: string): boolean {
  const path = joinPath('/', source) as string;
  return path === '/' || target.startsWith(`${path}/`);
}

const folder = '/var/cache/cargo-target';

function placeIn(family: readonly StageModel[], build: BuildModel): Place | string | undefined {
  const { dockerfile } = build;
  const calls = family.flatMap((stage) => tasksWith(stage, 'cargo', 'build').map((found) => ({ ...found, stage })));
  const [call] = calls;
  if (!call) return undefined;
  if (calls.length > 1) return 'cargo builds more than once: the RUNs count on what lies in the target folder.';
  const { task, step, stage } = call;
  const { instruction: run } = step;
  const { command } = task;
  const line = run.line + 1;
  if (dockerfile.text.includes(folder)) return 'What cargo has compiled is kept already.';
  const elsewhere =
    /CARGO_(BUILD_)?TARGET_DIR|--target-dir|--manifest-path|--out-dir|--artifact-dir|type=cache[^\s]*target\b(?!=)/.exec(
      dockerfile.text,
    );
  if (elsewhere) return `${elsewhere[0]} says that the target folder is another.`;
  const words = command.words.map(({ value }) => value);
  if (task.verb === 'install' && words[words.indexOf('--path') + 1] !== '.')
    return 'What cargo installs lies elsewhere.';
  const runner = runnerOf(step, stage);
  if (!runner || runner.uid !== undefined) return `Who runs line ${line} is not known.`;
  const isPlain = run.command?.form === 'shell' && run.heredocs.length === 0 && command.topLevel;
  const isJoined = [command.before, command.after].every((other) => !other || other.operator === '&&');
  if (!isPlain || !isJoined) return `Line ${line} calls cargo in another way than alone or joined by &&.`;
  const at = tasksInFolders(stage).find((other) => other.task === task)?.folder;
  if (at === undefined) return `The folder that line ${line} builds in is not known.`;
  // The times of all files there are set, and those of the whole system are not ours to set.
  if (at === '/') return 'cargo builds in the root of the file system.';
  if (isTakenFrom(family, joinPath(at, 'target') as string, build, holds))
    return 'A folder is taken that the target folder is in.';
  const outputs = cargoOutputs(call, family, build);
  if (typeof outputs === 'string') return outputs;
  if (outputs.length === 0 && task.verb !== 'install')
    return 'Which programs are taken from the target folder is not known.';
  const folders = new Map<string, string[]>();
  for (const path of outputs) {
    const profile = path.slice(0, path.lastIndexOf('/'));
    folders.set(profile, [...(folders.get(profile) ?? []), `${folder}/${path}`]);
  }
  const taken = [...folders]
    .map(([profile, files]) => ` && mkdir -p target/${profile} && cp ${files.join(' ')} target/${profile}/`)
    .join('');
  const mount = addMounts(
    run,
    [{ id: idFor('cargo-target', runner.base), target: folder, sharing: 'locked' }],
    undefined,
    dockerfile,
  );
  // cargo goes by the times of files: those of another branch may be older than what was compiled last.
  const fresh = `find . -type f -exec touch {} + && CARGO_TARGET_DIR=${folder} `;
  const { start, end } = command.range;
  const edits: TextEdit[] =
    mount.range.end === start
      ? [{ range: mount.range, newText: mount.newText + fresh }]
      : [mount, { range: { start, end: start }, newText: fresh }];
  return place(run, ...edits, { range: { start: end, end }, newText: taken });
}
