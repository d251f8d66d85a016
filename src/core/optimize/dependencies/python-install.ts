import { joinPath } from '../model/steps.ts';
import { inFolder } from './copied-tree.ts';
import type { Install, InstallInputs } from './install.ts';

/** Of pip: the files of requirements and those that they name, where none names something that lies beside it. */
export function pipInstall({ task: { verb }, words, folder, tree }: Install): InstallInputs | string {
  if (verb !== 'install') return `pip ${verb} is no install.`;
  const into = words.find((word) => /^(-t|--target|--prefix|--root|--src)(=|$)/.test(word));
  if (into) return `${into} makes pip install into a folder that the sources may be copied over.`;
  const requirements: string[] = [];
  const after = words.slice(words.indexOf('install') + 1);
  for (let at = 0; at < after.length; at++) {
    const word = after[at] as string;
    const file = /^(?:-r|-c|--requirement|--constraint)(?:=)?(.*)$/.exec(word);
    if (file) requirements.push(file[1] === '' ? (after[++at] ?? '') : (file[1] as string));
    else if (/^(-e|--editable|-f|--find-links)/.test(word) || isPath(word))
      return `pip installs from the sources: ${word}.`;
  }
  if (requirements.length === 0) return 'pip installs packages that no manifest names.';
  const files = new Set<string>();
  for (const file of requirements) {
    const wrong = collect(joinPath(folder, file), tree, files);
    if (wrong) return wrong;
  }
  return { files: [...files] };
}

/** Adds a file of requirements and those that it names. */
function collect(path: string | undefined, tree: Install['tree'], files: Set<string>): string | undefined {
  const text = path === undefined ? undefined : tree.text(path);
  if (path === undefined || text === undefined) return `The requirements in ${path} are not known.`;
  if (files.has(path)) return undefined;
  files.add(path);
  const folder = path.slice(0, path.lastIndexOf('/')) || '/';
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const requirement = line.replace(/(^|\s)#.*$/, '').trim();
    const other = /^(?:-r|-c|--requirement|--constraint)[\s=]*(\S+)/.exec(requirement)?.[1];
    if (other !== undefined) {
      if (/^https?:/.test(other)) continue;
      const wrong = collect(joinPath(folder, other), tree, files);
      if (wrong) return wrong;
    } else if (/^(-e|--editable|-f|--find-links)\b/.test(requirement) || isPath(requirement)) {
      return `A requirement comes from the sources: ${requirement}.`;
    }
  }
  return undefined;
}

function isPath(requirement: string): boolean {
  return (
    /^(\.|\/|~|file:)|@\s*file:|^[\w.-]+\/|\.(whl|zip|tar\.gz)$/.test(requirement) &&
    !/^(https?|git\+)/.test(requirement)
  );
}

/** Of Pipenv. */
export function pipenvInstall({ task: { verb }, words, folder, tree }: Install): InstallInputs | string {
  if (verb === 'lock') return 'pipenv lock is no install.';
  const named = words.filter((word) => !word.startsWith('-')).slice(1);
  if (named.length > 0 || words.includes('-e')) return `pipenv installs ${named[0]}, which no manifest names.`;
  const [pipfile, lock] = ['Pipfile', 'Pipfile.lock'].map((name) => inFolder(folder, name)) as [string, string];
  const text = tree.text(pipfile);
  if (text === undefined || !tree.has(lock)) return 'No Pipfile with its lock file is known.';
  if (/\b(path|file|editable)\s*=/.test(text)) return 'The Pipfile names packages that are sources.';
  const isFrozen = verb === 'sync' || words.some((word) => /^--(deploy|ignore-pipfile)$/.test(word));
  const doubt = isFrozen ? undefined : 'Is Pipfile.lock in sync? What the install would change in it is copied over.';
  return { files: [pipfile, lock], doubt };
}

/** Of Poetry; the project itself can be left out of a first run. */
export function poetryInstall({ task: { verb }, words, folder, tree }: Install): InstallInputs | string {
  if (verb !== 'install') return `poetry ${verb} is no install.`;
  const project = pyproject(folder, tree, 'poetry.lock');
  if (typeof project === 'string') return project;
  if (words.includes('--only-root')) return 'poetry installs the project alone, which are the sources.';
  const isProjectLeftOut = words.includes('--no-root') || /package-mode\s*=\s*false/.test(project.text);
  return {
    files: [...project.files, ...existing(folder, tree, 'poetry.toml')],
    doubt: ofVenv(folder, tree),
    ahead: isProjectLeftOut ? undefined : ['--no-root'],
  };
}

/** Of uv; the project itself can be left out of a first run, which takes the lock file as it is. */
export function uvInstall(install: Install): InstallInputs | string {
  const { task, words, folder, tree } = install;
  if (task.verb === 'pip install') {
    return pipInstall({ ...install, task: { ...task, verb: 'install' }, words: words.slice(words.indexOf('pip') + 1) });
  }
  if (task.verb !== 'sync') return `uv ${task.verb} is no install.`;
  const project = pyproject(folder, tree, 'uv.lock');
  if (typeof project === 'string') return project;
  const isPackage = /^\s*\[build-system\]/m.test(project.text) || /^\s*package\s*=\s*true/m.test(project.text);
  const files = [...project.files, ...existing(folder, tree, '.python-version', 'uv.toml')];
  if (isPackage && !words.some((word) => /^--no-install-(project|workspace)$/.test(word))) {
    const frozen = words.includes('--frozen') ? [] : ['--frozen'];
    return words.includes('--locked') || words.includes('--no-sources')
      ? 'uv looks into the sources to see whether the lock file is up to date.'
      : { files, doubt: ofVenv(folder, tree), ahead: [...frozen, '--no-install-project'] };
  }
  const isFrozen = words.includes('--frozen') || words.includes('--locked');
  const inSync = isFrozen ? undefined : 'Is uv.lock in sync? What the install would change in it is copied over.';
  const doubt = [ofVenv(folder, tree), inSync].filter((part) => part !== undefined).join(' ') || undefined;
  return { files, doubt };
}

function pyproject(
  folder: string,
  tree: Install['tree'],
  lockName: string,
): { text: string; files: string[] } | string {
  const [path, lock] = [inFolder(folder, 'pyproject.toml'), inFolder(folder, lockName)];
  const text = tree.text(path);
  if (text === undefined || !tree.has(lock)) return `No pyproject.toml with its ${lockName} is known.`;
  if (/^\s*\[tool\.uv\.workspace\]/m.test(text)) return 'It is a workspace: each of its packages has a manifest.';
  if (/\bpath\s*=\s*["']|\bworkspace\s*=\s*true|\bfile:\/\//.test(text))
    return 'pyproject.toml names packages that are sources.';
  return { text, files: [path, lock] };
}

function ofVenv(folder: string, tree: Install['tree']): string | undefined {
  return tree.mayBring(inFolder(folder, '.venv'))
    ? 'Is .venv in .dockerignore? Otherwise what lies on your disk is copied over what was installed.'
    : undefined;
}

function existing(folder: string, tree: Install['tree'], ...names: readonly string[]): string[] {
  return names.map((name) => inFolder(folder, name)).filter((path) => tree.has(path));
}
