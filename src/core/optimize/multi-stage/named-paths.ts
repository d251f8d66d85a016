import type { StageModel } from '../model/build-model.ts';

/** Absolute paths that variables of the image, and the words of what is started, name. */
export function pathsNamedAtStart({ steps, launch }: StageModel): readonly string[] {
  const variables = steps.flatMap(({ instruction: { keyword, pairs }, expand }) =>
    keyword === 'ENV' ? pairs.flatMap(({ value }) => (value && expand(value)) ?? []) : [],
  );
  const words = (launch.programs ?? []).flatMap((program) => program.words);
  return [...variables, ...words]
    .flatMap((text) => text.split(/[:;,=\s]/))
    .filter((part) => /^\/[^/]/.test(part))
    .map((path) => path.replace(/\/+$/, ''));
}
