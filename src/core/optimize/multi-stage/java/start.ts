import type { Program } from '../../model/launch.ts';
import { joinPath } from '../../model/steps.ts';
import type { RuntimeCopy } from '../runtime-copy.ts';
import { unwrapped } from '../start-scripts.ts';

/** Words of the shell that need nothing in the image. */
const harmless = new Set(['export', 'cd', 'echo', 'exec', 'sleep', 'ulimit', 'set', 'true', ':', 'test', '[']);

/**
 * What `java`, or the start script that a build tool writes, has to find.
 *
 * @param isWhole whether one archive holds all that it needs, by its path
 * @param valued a text with the values of its variables, as far as they are known
 * @returns the reason why that cannot be told, or absolute paths
 */
export function startedByJava(
  programs: readonly Program[],
  isWhole: (jar: string) => boolean,
  valued: (text: string) => string = (text) => text,
): readonly RuntimeCopy[] | string {
  const copies: RuntimeCopy[] = [];
  const builder = programs.find(({ name }) => /(^|\/)(mvnw?|mvnd|gradlew?|sbt|lein)$/.test(name));
  if (builder) return `${builder.name} is started: it is needed to run the program.`;
  for (const each of programs) {
    const program = ofShell(unwrapped(each));
    if (harmless.has(program.name)) continue;
    const found = /(^|\/)java$/.test(program.name)
      ? ofJava({ ...program, words: program.words.map(valued) }, isWhole)
      : ofScript(program);
    if (typeof found === 'string') return found;
    copies.push(...found);
  }
  return copies.length === 0 ? 'Nothing is started with java.' : copies;
}

const withValue = new Set([
  '-cp',
  '-classpath',
  '--class-path',
  '-p',
  '--module-path',
  '--add-modules',
  '--add-opens',
  '--add-exports',
  '-m',
  '--module',
]);

function ofJava({ words, folder }: Program, isWhole: (jar: string) => boolean): readonly RuntimeCopy[] | string {
  const copies: RuntimeCopy[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const value = words[at + 1];
    if (word === '-jar') {
      const jar = joinPath(folder, value);
      if (jar === undefined || value === undefined || /\$/.test(value)) return 'Which archive is started is not known.';
      const given = words.slice(at + 2).flatMap((argument) => archiveOf(argument, folder));
      if (isWhole(jar)) return [...copies, fileAt(jar), ...given];
      const beside = jar.slice(0, jar.lastIndexOf('/'));
      if (beside === '') return 'Which of the files in the root folder the archive needs is not known.';
      return [...copies, { path: beside, isFolder: true }, ...given];
    }
    if (/^-(cp|classpath|-class-path|p|-module-path)$/.test(word)) {
      for (const entry of (value ?? '').split(':').filter((part) => part !== '')) {
        const path = joinPath(folder, entry.replace(/\/\*$/, ''));
        if (path === undefined || /[$*]/.test(path) || path === '/') return 'Which classes are started is not known.';
        copies.push({ path, isFolder: !/\.(jar|war|zip)$/.test(path) });
      }
    }
    const agent = /^-javaagent:([^=]+)/.exec(word)?.[1];
    const path = joinPath(folder, agent);
    if (path !== undefined) copies.push({ path, isFolder: false });
    if (withValue.has(word)) at++;
    // A variable holds options: what is started comes behind it.
    else if (!/^[-@$]/.test(word)) break;
  }
  return copies.length > 0 ? copies : 'Which classes are started is not known.';
}

/** A file, or all that a pattern means: they go into the folder that they lie in. */
function fileAt(path: string): RuntimeCopy {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return /\*/.test(path) ? { path, isFolder: false, to: folder } : { path, isFolder: false };
}

/** What a server is told to run, such as `--war target/shop.war`. */
function archiveOf(argument: string, folder: string | undefined): readonly RuntimeCopy[] {
  const path = /\.(war|jar|ear)$/.test(argument) ? joinPath(folder, argument.replace(/^-[^=]*=/, '')) : undefined;
  return path === undefined || /[$]|\*.*\//.test(path) ? [] : [fileAt(path)];
}

/** The script that a shell is told to run: it is written by a build tool, where it is none of the build context. */
function ofShell(program: Program): Program {
  const [script, ...words] = program.words;
  if (!/^(\/bin\/)?(ba|da|a)?sh$/.test(program.name) || script === undefined || /^-/.test(script)) return program;
  return { ...program, name: script, path: joinPath(program.folder, script), words };
}

/** `build/install/shop/bin/shop`: the folder above bin is the program. */
function ofScript({ path, name }: Program): readonly RuntimeCopy[] | string {
  const home =
    path &&
    /^(\/.+\/(?:install|dist|appassembler|jlink|image|universal\/stage)(?:\/[^/]+)?)\/bin\/[^/]+$/.exec(path)?.[1];
  return home ? [{ path: home, isFolder: true }] : `${name} is started, and what it needs is not known.`;
}
