import { isShipped } from '../../lint/shipped-stages.ts';
import { addMounts, hasCacheAt, whyNoMounts } from '../caches/add-mounts.ts';
import { familiesOf, isTakenFrom } from '../caches/families.ts';
import { runnerOf } from '../caches/runner.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import type { Step } from '../model/steps.ts';
import { defineRewrite, none, type Place, place } from '../rewrite.ts';

export const aptCacheMounts = defineRewrite({
  id: 'apt-cache-mounts',
  kind: 'cache',
  title: 'Keep what apt downloads for stages that only build',
  safety: 'safe',
  precondition:
    'The stage is no part of the image, root runs it on Debian or Ubuntu, and no command deals with the lists or archives of apt itself.',
  evidence: 'An image with curl and git weighs 184.8 MB either way: what is in the mounts is not in the layer.',
  propose(build: BuildModel) {
    const old = whyNoMounts(build.dockerfile);
    if (old) return none(old);
    const places: Place[] = [];
    let reason: string | undefined;
    for (const family of familiesOf(build)) {
      const found = placesIn(family, build);
      if (typeof found === 'string') reason ??= found;
      else places.push(...found);
    }
    if (places.length === 0) return none(reason ?? 'apt installs nothing in a stage that only builds.');
    return {
      safe: true,
      reason: 'What apt downloads is downloaded anew whenever the RUN is done again.',
      effect: 'A change of the packages downloads those alone that are new.',
      places,
    };
  },
});

const folders = [
  { target: '/var/cache/apt', sharing: 'locked' },
  { target: '/var/lib/apt/lists', sharing: 'locked' },
] as const;
/** Images of Debian and Ubuntu throw away what apt has downloaded unless this file is gone. */
const keeping = 'rm -f /etc/apt/apt.conf.d/docker-clean';
const dealsWithIt =
  /\/var\/(lib|cache)\/apt|apt\.conf|docker-clean|\bclean\b|autoclean|\bapt-key\b|add-apt-repository|\bapt\s+(-\S+\s+)*install/;

/** All RUNs of apt in stages that are built on each other: one that installs needs the lists that another has fetched. */
function placesIn(family: readonly StageModel[], build: BuildModel): Place[] | string {
  const { dockerfile } = build;
  const users = family.flatMap((stage) =>
    stage.steps.filter((step) => callsApt(step, stage)).map((step) => ({ stage, step })),
  );
  if (users.length === 0) return [];
  if (family.some(({ stage }) => isShipped(stage, dockerfile) || stage === build.final.stage)) {
    return 'The packages are part of the image: their lists are removed instead.';
  }
  const taken = ['/var/cache/apt', '/var/lib/apt/lists', '/etc/apt'].find((folder) =>
    isTakenFrom(family, folder, build),
  );
  if (taken) return `Another stage copies ${taken}.`;
  const places: Place[] = [];
  for (const { stage, step } of users) {
    const { instruction: run } = step;
    const line = run.line + 1;
    const text = dockerfile.text.slice(run.range.start, run.range.end);
    if (folders.every(({ target }) => hasCacheAt(run, target))) continue;
    const mention = dealsWithIt.exec(text)?.[0];
    if (mention) return `Line ${line} deals with what apt keeps itself: ${mention}.`;
    const first = (stage.tasks(run) ?? []).find(({ tool }) => tool === 'apt');
    // A mount may be emptied between two RUNs of which the first comes from the cache of layers.
    if (first?.verb !== 'update') return `Line ${line} installs from the lists that an earlier RUN has fetched.`;
    const runner = runnerOf(step, stage);
    if (runner?.base.packageManager !== 'apt' || runner.uid !== undefined)
      return `Whether line ${line} runs as root on Debian is not known.`;
    if (run.flags.length > 0 || run.heredocs.length > 0 || run.command?.form !== 'shell')
      return `Line ${line} is written in another way.`;
    const edit = addMounts(run, folders, undefined, dockerfile);
    places.push(place(run, { range: edit.range, newText: `${edit.newText}${keeping} && ` }));
  }
  return places;
}

function callsApt({ instruction }: Step, stage: StageModel): boolean {
  return (stage.tasks(instruction) ?? []).some(({ tool, command }) => tool === 'apt' && command.name !== 'sudo');
}
