import type { StageModel } from '../../model/build-model.ts';

export interface Interpreter {
  /** The slim image with the same one. */
  readonly image: string;
  /** Where pip installs to; with a pattern in it where the minor version is not known. */
  readonly packages: string;
  /** What is copied for them: the same, or all that belongs to the interpreter. */
  readonly library: string;
  readonly programs: string;
}

/** @returns the slim image that goes with a stage, or why there is none */
export function interpreterOf({ base }: StageModel): Interpreter | string {
  if (base && /(^|\/)astral-sh\/uv:/.test(base.text)) return ofUv(base.text);
  if (!base || (base.name !== 'python' && base.name !== 'pypy')) return `${base?.text ?? 'It'} is no image of Python.`;
  if (base.isAlpine) return 'It is built on Alpine, where the image is small and packages are built for musl.';
  const version = /^(\d+\.\d+)/.exec(base.version ?? '')?.[1];
  const isNewest = base.name === 'python' && newest.test(base.tag ?? '');
  if ((version === undefined && !isNewest) || base.text.includes('@'))
    return `Which minor version of Python ${base.text} has is not known.`;
  const release = base.release === undefined ? '' : `-${base.release}`;
  const slim = [base.version, `slim${release}`].filter((part) => part !== undefined).join('-');
  const image = base.isSlim ? base.text : `${base.text.replace(/:[^/]*$/, '')}:${slim}`;
  if (base.name === 'pypy') {
    const packages = `/opt/pypy/lib/pypy${version}/site-packages`;
    return { image, packages, library: packages, programs: '/opt/pypy/bin' };
  }
  return { image, ...places(version) };
}

/** Tags that lead to the newest Python 3, which the slim image of the same name has as well. */
const newest = /^(|latest|3|slim|3-slim|(3-)?(slim-)?(bullseye|bookworm|trixie))$/;

/** These are Python's own images with uv in them. */
function ofUv(text: string): Interpreter | string {
  const [, version, release] = /:(?:[\d.]+-)?python(\d+\.\d+)-(bookworm|trixie)(?:-slim)?$/.exec(text) ?? [];
  if (version === undefined) return `Which Python ${text} has is not known.`;
  return { image: `python:${version}-slim-${release}`, ...places(version) };
}

function places(version: string | undefined) {
  const packages = `/usr/local/lib/python${version ?? '3.*'}/site-packages`;
  return { packages, library: version === undefined ? '/usr/local/lib' : packages, programs: '/usr/local/bin' };
}
