import { joinPath, type Step } from '../model/steps.ts';

/** Where relative paths of a script lead to. */
export class ScriptPlace {
  folder: string | undefined;
  readonly #step: Step;
  readonly #home: string | undefined;

  constructor(step: Step) {
    this.#step = step;
    this.folder = step.workdir;
    this.#home = step.user === undefined || /^(root|0)(:|$)/.test(step.user) ? '/root' : undefined;
  }

  enter(named: string | undefined): void {
    this.folder = named === undefined ? this.#home : this.resolve(named);
  }

  resolve(named: string): string | undefined {
    const atHome = /^(?:~|\$\{?HOME\}?)(?=\/|$)/.exec(named)?.[0];
    const path = atHome === undefined ? named : this.#home && this.#home + named.slice(atHome.length);
    const value = path?.includes('$') ? this.#step.expand({ raw: path }) : path;
    return value === undefined || /[$`*?]/.test(value) ? undefined : joinPath(this.folder, value);
  }

  isRelative(named: string): boolean {
    return !/^[/~$]/.test(named);
  }
}

/** What a path names, and all below it. */
export function globbed(path: string, place: ScriptPlace): RegExp | undefined {
  const [, folder = '', name = ''] = /^(.*?)([^/]*)\/*$/.exec(path) ?? [];
  const base = place.resolve(folder === '' ? '.' : folder);
  if (base === undefined || name === '' || /[$`]/.test(name)) return undefined;
  const escaped = name
    .replace(/[.+^{}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  try {
    return new RegExp(`^${base === '/' ? '' : base.replace(/[.*+?^{}()|[\]\\$]/g, '\\$&')}/${escaped}(/|$)`);
  } catch {
    return undefined;
  }
}
