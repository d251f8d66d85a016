import type { StageModel } from '../model/build-model.ts';
import { joinPath } from '../model/steps.ts';
import { tasksOf } from './preconditions.ts';

/** A symbolic link that a RUN makes; both absolute. */
interface Link {
  readonly path: string;
  readonly target: string;
}

/** The links of a stage whose places are known. */
function linksOf(stage: StageModel): readonly Link[] {
  return tasksOf(stage).flatMap(({ task: { command }, step }) => {
    const words = command.words.map(({ value }) => value);
    if (command.name !== 'ln' || !words.some((word) => /^-\w*s|^--symbolic$/.test(word))) return [];
    const [first, last, ...more] = words.filter((word) => !word.startsWith('-'));
    if (first === undefined || last === undefined || more.length > 0 || /[$*?]/.test(first + last)) return [];
    const named = last.endsWith('/') || inPath.includes(last) ? `${last}/${first.replace(/^.*\//, '')}` : last;
    const path = joinPath(step.workdir, named);
    const target = path && joinPath(path.slice(0, path.lastIndexOf('/')) || '/', first);
    return path === undefined || target === undefined ? [] : [{ path, target }];
  });
}

const inPath = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** What a program leads to that is called by its name, or by the path of a link. */
export function linkedFrom(name: string, path: string | undefined, stage: StageModel): string | undefined {
  const places = path === undefined ? inPath.map((folder) => `${folder}/${name}`) : [path];
  return linksOf(stage).findLast((link) => places.includes(link.path))?.target;
}
