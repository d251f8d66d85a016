import { isAscii } from 'node:buffer';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { version } from '../../package.json';

interface Loaded {
  readonly script: Script;
  /** Where its code is kept. */
  readonly place: string;
  /** Of which bundle it is the code, and after how many calls. */
  readonly label: string;
}

/** Calls that each add the functions that they were the first to need. */
const learning = 5;
const labelBytes = 64;
/** Milliseconds after which what was kept may be of a Quayside or a Node that is gone; else it is learned again. */
const longEnough = 90 * 24 * 60 * 60 * 1000;

/**
 * `require` for the bundles next door, with the code that V8 made of them in earlier calls; what this call compiles is
 * kept when it ends. Node's own cache holds what was compiled when a module was loaded, so every function that is first
 * called later is compiled by each process anew; for a lint that is most of its time.
 *
 * V8 itself refuses code of another V8 or with other flags. It knows a source by its length alone: the label is ours.
 * @param env `NODE_DISABLE_COMPILE_CACHE` keeps nothing, as it does for Node
 */
export function requireCompiled(env: NodeJS.ProcessEnv): NodeJS.Require {
  const folder = cacheFolder(env);
  if (!folder || env.NODE_DISABLE_COMPILE_CACHE) return require;
  const modules = new Map<string, { exports: object }>();
  const toKeep: Loaded[] = [];
  process.once('exit', () => {
    for (const loaded of toKeep) keep(loaded);
    if (toKeep.length > 0) clear(folder);
  });
  const load = Object.assign((id: string): unknown => {
    if (!id.startsWith('./')) return require(id);
    const file = path.join(__dirname, id);
    const known = modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    const { script, ...kept } = compile(file, path.join(folder, placeName(file)));
    if (kept.calls <= learning) toKeep.push({ script, ...kept });
    script.runInThisContext().call(module.exports, module.exports, load, module, file, __dirname);
    return module.exports;
  }, require);
  return load;
}

function compile(file: string, place: string): Loaded & { calls: number } {
  const { mtimeMs, size } = statSync(file);
  const bytes = readFileSync(file);
  // As all bundles are but for a letter or two; it saves a millisecond.
  const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  const source = `(function (exports, require, module, __filename, __dirname) { ${text}\n})`;
  const name = `${version} ${size} ${mtimeMs}`;
  const kept = readKept(place, name);
  const script = new Script(source, { filename: file, cachedData: kept?.code });
  const calls = kept && script.cachedDataRejected === false ? kept.calls + 1 : 1;
  return { script, place, calls, label: `${name} ${calls}` };
}

/** The person's own, where nobody else can put code that would run here. */
function cacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA, HOME }: NodeJS.ProcessEnv): string | undefined {
  const caches = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && path.join(HOME, '.cache'));
  return caches && path.isAbsolute(caches) ? path.join(caches, 'quayside', 'compiled') : undefined;
}

/** One for each Node and each place of Quayside, so that two of them do not undo what the other has kept. */
function placeName(file: string): string {
  const { version, arch } = process;
  return `${`${file}-${version}-${arch}`
    .replace(/[^\w.]+/g, '-')
    .slice(-200)
    .replace(/^-/, '')}.code`;
}

function readKept(place: string, name: string): { code: Buffer; calls: number } | undefined {
  try {
    const kept = readFileSync(place);
    const label = kept.toString('latin1', 0, labelBytes).trimEnd();
    const calls = Number(label.slice(name.length));
    return label.startsWith(`${name} `) && calls > 0 ? { code: kept.subarray(labelBytes), calls } : undefined;
  } catch {
    // There is none yet, or none that may be read: it is compiled, as without a cache.
    return undefined;
  }
}

/** While a Quayside learns it also clears up behind those before it. */
function clear(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      if (Date.now() - statSync(file).mtimeMs > longEnough) rmSync(file);
    }
  } catch {
    // Another call clears up at the same time, or nothing was kept.
  }
}

/** Never half a file: another call may be reading it. */
function keep({ script, place, label }: Loaded): void {
  const draft = `${place}.${process.pid}`;
  try {
    mkdirSync(path.dirname(place), { recursive: true, mode: 0o700 });
    writeFileSync(draft, Buffer.concat([Buffer.from(label.padEnd(labelBytes), 'latin1'), script.createCachedData()]));
    renameSync(draft, place);
  } catch {
    // A disk that is full or read-only costs the next call some milliseconds and this one nothing.
  }
}
