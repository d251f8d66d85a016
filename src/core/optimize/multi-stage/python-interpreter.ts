import type { StageModel } from '../model/build-model.ts';

export interface Interpreter {
  /** The slim image with the same one. */
  readonly image: string;
  /** Where pip installs to. */
  readonly packages: string;
  readonly programs: string;
}

/** @returns the slim image that goes with a stage, or why there is none */
export function interpreterOf({ base }: StageModel): Interpreter | string {
  if (base && /(^|\/)astral-sh\/uv:/.test(base.text)) return ofUv(base.text);
  if (!base || (base.name !== 'python' && base.name !== 'pypy')) return `${base?.text ?? 'It'} is no image of Python.`;
  if (base.isAlpine) return 'It is built on Alpine, where the image is small and packages are built for musl.';
  const version = /^(\d+\.\d+)/.exec(base.version ?? '')?.[1];
  if (version === undefined || base.text.includes('@'))
    return `Which minor version of Python ${base.text} has is not known.`;
  const release = base.release === undefined ? '' : `-${base.release}`;
  const image = base.isSlim ? base.text : base.text.replace(/:.*$/, `:${base.version}-slim${release}`);
  if (base.name === 'pypy') {
    return { image, packages: `/opt/pypy/lib/pypy${version}/site-packages`, programs: '/opt/pypy/bin' };
  }
  return { image, ...places(version) };
}

/** These are Python's own images with uv in them. */
function ofUv(text: string): Interpreter | string {
  const [, version, release] = /:(?:[\d.]+-)?python(\d+\.\d+)-(bookworm|trixie)(?:-slim)?$/.exec(text) ?? [];
  if (version === undefined) return `Which Python ${text} has is not known.`;
  return { image: `python:${version}-slim-${release}`, ...places(version) };
}

function places(version: string) {
  return { packages: `/usr/local/lib/python${version}/site-packages`, programs: '/usr/local/bin' };
}
