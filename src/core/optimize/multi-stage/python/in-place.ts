import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';
import { joinPath } from '../../model/steps.ts';
import { type TaskInFolder, tasksInFolders } from '../../model/task-folders.ts';

/** What lies among the sources and not where packages are. */
export interface InPlace {
  /** Folders of projects that pip installs in place, with what it writes beside their sources; absolute. */
  readonly projects: readonly string[];
  /** Folders in which modules may be compiled, absolute. */
  readonly compiled: readonly string[];
}

/** @returns the reason, as a sentence, where a project lies that is installed in place is not known */
export function installedInPlace(stage: StageModel, context: ContextFiles | undefined): InPlace | string {
  const projects = new Set<string>();
  const compiled = new Set<string>();
  for (const each of tasksInFolders(stage)) {
    const { task, step, folder } = each;
    const words = task.command.words.map(({ value }) => value);
    if (task.purpose === 'build' || words.some((word) => /(^|\/)setup\.py$|^cythonize$/.test(word))) {
      if (folder !== undefined && folder !== '/') compiled.add(folder);
    }
    if (task.purpose !== 'dependencies' || !(task.tool === 'pip' || task.verb?.startsWith('pip'))) continue;
    for (const named of [...editable(words), ...editableOfLists(words, each, stage, context)]) {
      const path = placeOf(named, each);
      if (path === undefined || path === '/')
        return `Line ${step.instruction.line + 1} installs ${named} in place, and where that lies is not known.`;
      projects.add(path);
    }
  }
  return { projects: [...projects], compiled: [...projects, ...compiled] };
}

/** A folder, or `src` where what is checked out lies. */
function placeOf(named: string, { step, folder }: TaskInFolder): string | undefined {
  if (/^(git|hg|svn|bzr)\+/.test(named)) return joinPath(folder, 'src');
  const path = named.replace(/^file:(\/\/)?/, '').replace(/\[.*$/, '');
  return joinPath(folder, path.includes('$') ? step.expand({ raw: path }) : path);
}

function editable(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    const [, named] = /^(?:-e|--editable)=?(.*)$/.exec(word) ?? [];
    return named === '' ? (words[at + 1] ?? []) : (named ?? []);
  });
}

/** What files of requirements, and those that they name, install in place; as far as their texts are known. */
function editableOfLists(
  words: readonly string[],
  { folder }: TaskInFolder,
  { copied }: StageModel,
  context: ContextFiles | undefined,
): string[] {
  const lists = words.flatMap((word, at) => {
    const [, named] = /^(?:-r|--requirement)=?(.*)$/.exec(word) ?? [];
    return joinPath(folder, named === '' ? words[at + 1] : named) ?? [];
  });
  const files = copied.flatMap((each) => each.files ?? []);
  const found: string[] = [];
  // Grows while it is gone through.
  for (const list of lists) {
    const text = context?.text(files.findLast(({ to }) => to === list)?.from ?? '') ?? '';
    for (const line of text.split(/\r?\n/)) {
      const [, named] = /^\s*(?:-e|--editable)[\s=]+(\S+)/.exec(line) ?? [];
      if (named !== undefined) found.push(named);
      const [, more] = /^\s*(?:-r|--requirement)[\s=]*(\S+)/.exec(line) ?? [];
      const path = joinPath(list.slice(0, list.lastIndexOf('/')) || '/', more);
      if (path !== undefined && !lists.includes(path)) lists.push(path);
    }
  }
  return found;
}
