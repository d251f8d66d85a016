import type { TextEdit } from '../../text.ts';
import type { ContextFiles } from '../context.ts';
import { CopiedTree, inFolder } from '../dependencies/copied-tree.ts';
import { isInSync } from '../dependencies/node-lock.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import type { Task } from '../model/purpose.ts';
import { installFolders } from '../model/task-folders.ts';
import { type Answer, type Draft, defineRewrite, none, type Place, place } from '../rewrite.ts';

export const npmCi = defineRewrite({
  id: 'npm-ci',
  kind: 'packages',
  title: 'Install what the lock file says, with npm ci',
  safety: 'both',
  precondition:
    '`npm install` names no package; package.json and its lock file are copied before it, and the lock file was written for the very ranges of package.json.',
  evidence: 'npm ci resolves nothing and never writes the lock file: the same packages in every build, or an error.',
  propose({ stages, context, dockerfile }: BuildModel): readonly Answer[] {
    if (!context) return [none('The build context is not known, and so is whether there is a lock file.')];
    const safe: Place[] = [];
    const doubtful: Place[] = [];
    let reason: string | undefined;
    for (const stage of stages) {
      for (const { task, folder, step } of installFolders(stage)) {
        if (task.tool !== 'npm' || (task.verb !== 'install' && task.verb !== 'i')) continue;
        const verdict = verdictOn(task, folder, step.index, stage, context);
        const verb = task.command.words.find(({ value }) => value === task.verb);
        const isPlain = verb && dockerfile.text.slice(verb.range.start, verb.range.end) === verb.value;
        if (typeof verdict === 'string') reason ??= verdict;
        else if (!isPlain) reason ??= 'How npm is called cannot be changed in place.';
        else {
          const edit: TextEdit = { range: verb.range, newText: 'ci' };
          (verdict.isInSync ? safe : doubtful).push(place(task.command, edit));
        }
      }
    }
    const draft = {
      reason: 'npm install may choose other packages than those of the lock file, and change it.',
      effect: 'Every build has the same packages, and takes less time to find them.',
    };
    const drafts: Draft[] = [];
    if (safe.length > 0) drafts.push({ ...draft, safe: true, places: safe });
    if (doubtful.length > 0) {
      const question = 'Is the lock file in sync with package.json? npm ci ends with an error if it is not.';
      drafts.push({ ...draft, safe: false, question, places: doubtful });
    }
    return drafts.length > 0 ? drafts : [none(reason ?? 'There is no npm install.')];
  },
});

/** Options that mean the same to both. */
const shared =
  /^(--(omit|include|production|only|no-audit|audit|no-fund|fund|loglevel|silent|quiet|verbose|legacy-peer-deps|force|ignore-scripts|prefer-offline|offline|unsafe-perm|no-optional|no-progress|progress|no-update-notifier|foreground-scripts|cache|registry|dev|no-save)(=.*)?|-[qsd]|-dd|-ddd)$/;

function verdictOn(
  { command }: Task,
  folder: string | undefined,
  before: number,
  stage: StageModel,
  context: ContextFiles,
): { readonly isInSync: boolean } | string {
  const words = command.words.map(({ value }) => value);
  const [, ...named] = words.filter((word) => !word.startsWith('-'));
  if (named.length > 0) return `npm installs ${named[0]}, which is more than the lock file has.`;
  const odd = words.find((word) => word.startsWith('-') && !shared.test(word));
  if (odd) return `${odd} may mean something else to npm ci.`;
  if (folder === undefined) return 'The folder that npm installs in is not known.';
  const copied = stage.copied.filter(({ step }) => step.index < before);
  if (copied.some(({ files }) => !files)) return 'Which files are there when npm installs is not known.';
  const tree = new CopiedTree(copied, context);
  const manifest = tree.json(inFolder(folder, 'package.json'));
  if (!manifest) return `No package.json is known to lie in ${folder}.`;
  const lock = ['npm-shrinkwrap.json', 'package-lock.json']
    .map((name) => inFolder(folder, name))
    .find((path) => tree.has(path));
  if (lock === undefined) return 'There is no lock file of npm.';
  const version = Number(stage.base?.version?.split('.')[0] ?? 99);
  if (version < 10) return 'This npm may not know ci.';
  // npm 6 looks for what lock files have had no more since version 3, and npm install goes on without.
  const isNew = Number(tree.json(lock)?.lockfileVersion ?? 1) > 2;
  if (isNew && version < 15 && stage.base?.name === 'node') return 'The npm of this image cannot read the lock file.';
  const known = manifest.workspaces === undefined ? isInSync(manifest, lock, tree.text(lock)) : undefined;
  if (known === false) return 'The lock file is not in sync with package.json: npm ci would end with an error.';
  return { isInSync: known === true };
}
