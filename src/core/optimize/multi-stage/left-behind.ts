import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';

/** At the top of an application, what nothing reads once it is built and tested. */
const folders = /^(tests?|specs?|\.git|\.github|\.gitlab|\.circleci|\.vscode|\.idea|\.devcontainer)$/;
const files =
  /^([^/]*Dockerfile[^/]*|[^/]*\.dockerfile|Containerfile|\.dockerignore|(docker-)?compose[^/]*\.ya?ml|\.git\w+|\.editorconfig|\.rspec|\.rubocop[^/]*|\.php-cs-fixer[^/]*|phpunit\.xml(\.dist)?|phpstan[^/]*)$/i;
/** At the end of a path. */
const tests = /\/(tests?|specs?)$/;
/** Words of a start that tests. */
const testers = ['test', 'tests', 'spec', 'specs', 'rspec', 'cucumber', 'phpunit', 'pest', 'codecept'];

/**
 * The absolute paths of tests and of files for developers, for an application whose folder is copied as a whole.
 *
 * @param isUsedAtStart whether a word is one of those that start
 * @param until position of the last instruction whose files count
 * @returns them as a shell wants them, patterns among them
 */
export function leftBehind(
  stage: StageModel,
  folder: string,
  context: ContextFiles | undefined,
  isUsedAtStart: (program: string) => boolean,
  until = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (!context?.complete) return [];
  const isTesting = testers.some(isUsedAtStart) || startsInTests(stage);
  const found = new Set<string>();
  const copied = stage.copied.filter(({ step }) => step.index <= until);
  for (const { to } of copied.flatMap((each) => each.files ?? [])) {
    if (!to.startsWith(`${folder}/`)) continue;
    const [top = '', below] = to.slice(folder.length + 1).split('/');
    const isLeft = below === undefined ? files.test(top) : folders.test(top) && !isTesting;
    if (isLeft && /^[\w./-]+$/.test(top)) found.add(`${folder}/${top.replace(/^.*(?=\.dockerfile$)/, '*')}`);
  }
  // Without tests it is too little to be worth a command.
  return [...found].some((path) => tests.test(path)) ? [...found].sort() : [];
}

/** Whether what starts lies in a folder of tests. */
function startsInTests({ launch }: StageModel): boolean {
  return (launch.programs ?? []).some(({ name, words }) => [name, ...words].some((word) => inTests.test(word)));
}

const inTests = /(^|\/)(tests?|specs?)\//;

/** What a person is asked about the folders of tests and of packages among them; '' where there is none. */
export function questionAboutTests(left: readonly string[]): string {
  const names = left
    .filter((path) => tests.test(path) || path.endsWith('/node_modules'))
    .map((path) => path.slice(path.lastIndexOf('/') + 1));
  return names.length === 0 ? '' : ` Does it read ${names.join(' or ')}, left out of the image that runs?`;
}
