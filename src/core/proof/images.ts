/** Two images that were built, compared as far as their bytes say. */
import type { Dockerfile } from '../dockerfile/model.ts';
import { type ConfigurationOptions, type ImageConfiguration, imageConfiguration } from '../image/configuration.ts';
import type { StoredImage } from '../image/layers.ts';
import { instructionsOf, layerInstructions } from '../image/layers-lines.ts';
import { ImageTree } from '../image/tree.ts';
import { compareFiles } from './files.ts';
import { compareImages, type SettingDifference, variablesIn } from './image-comparison.ts';
import type { FileSummary, ProofDifference, RungResult } from './model.ts';
import { type Programs, programsOf } from './programs.ts';
import { type ImageSide, isApplicationPath } from './side.ts';

export interface BuiltSide {
  readonly image: StoredImage;
  readonly dockerfile: Dockerfile;
  readonly options: ConfigurationOptions;
}

export interface ComparedBuilds {
  readonly differences: readonly ProofDifference[];
  readonly notes: readonly string[];
  readonly rungs: readonly RungResult[];
  readonly files: FileSummary;
  /** Whether equality hangs on what both do when they are started. */
  readonly restsOnStart: boolean;
}

export interface ComparisonOptions {
  /** Fields of the configuration that are meant to change. */
  readonly mayChange: ReadonlySet<string>;
  /** The label that the proof itself put on both. */
  readonly ownLabel: string;
}

export function compareBuilds(
  before: BuiltSide,
  after: BuiltSide,
  { mayChange, ownLabel }: ComparisonOptions,
): ComparedBuilds {
  const sides = [sideOf(before), sideOf(after)] as const;
  const settings = compareImages(sides[0], sides[1], ownLabel);
  const computed = [before, after].map(({ dockerfile, options }) => imageConfiguration(dockerfile, options));
  const places = (each: SettingDifference) => computed.map((of) => lineOf(of, each.field, each.name));
  const meant = settings.differences.filter(({ field }) => mayChange.has(field));
  const unmeant = settings.differences.filter(({ field }) => !mayChange.has(field));
  // What neither file says comes from bases that are not the same.
  const ofBase = unmeant.filter(
    (each) => isOfBase(each, places(each)) || findsTheSame(each, sides[1]) || handsOver(each, places(each), sides),
  );
  const ofSettings = unmeant
    .filter((each) => !ofBase.includes(each))
    .map((each) => settingDifference(each, places(each)));
  const files = compareFiles(...sides, mayChange);
  const ofPrograms = programDifferences(sides[0].programs, sides[1].programs, computed[1]);
  return {
    differences: [...ofSettings, ...files.differences, ...ofPrograms],
    notes: [
      ...settings.notes,
      ...meant.map((each) => `${labelOf(each)} changes, as it is meant to: ${changed(each)}.`),
      ...ofBase.map((each) => `${labelOf(each)} comes from another base: ${changed(each)}.`),
      ...unresolved(...sides),
    ],
    rungs: [
      rung('image', ofSettings.length, 'The images say the same of themselves', ['setting differs', 'settings differ']),
      rung('files', files.differences.length, sameFiles(files.summary), [
        'path differs without a reason',
        'paths differ without a reason',
      ]),
      rung(
        'programs',
        ofPrograms.length,
        `All ${sides[1].programs.reached.size} programs and libraries that the start leads to are there`,
        ['thing that runs is missing', 'things that run are missing'],
      ),
    ],
    files: files.summary,
    restsOnStart: files.restsOnStart || ofBase.length > 0,
  };
}

function rung(
  name: RungResult['rung'],
  count: number,
  same: string,
  [one, many]: readonly [string, string],
): RungResult {
  return count === 0
    ? { rung: name, state: 'same', says: `${same}.` }
    : { rung: name, state: 'different', says: `${count} ${count === 1 ? one : many}.` };
}

function sameFiles({ same, removed, added, changed }: FileSummary): string {
  const count = (classes: FileSummary['removed']) => classes.reduce((sum, each) => sum + each.count, 0);
  return `${same} paths are the same; ${count(removed)} removed, ${count(added)} added and ${count(changed)} changed, each for a reason`;
}

function sideOf({ image, dockerfile, options }: BuiltSide): ImageSide {
  const { configuration } = image;
  const tree = new ImageTree(image.layers.map(({ entries }) => entries));
  const layers = layerInstructions(
    configuration.history,
    instructionsOf(configuration.history, dockerfile, options),
    image.layers.length,
  );
  const start = {
    entrypoint: configuration.entrypoint,
    command: configuration.command,
    environment: variablesIn(configuration.environment),
    workingDirectory: configuration.workingDirectory || '/',
  };
  const modules = nativeModules(tree, { tree, configuration, layers, programs: none });
  return { tree, configuration, layers, programs: programsOf(tree, start, modules) };
}

const none: Programs = { missing: [], reached: new Set() };

/** Libraries that the application loads by name, which no program links to. */
function nativeModules(tree: ImageTree, side: ImageSide): readonly string[] {
  const found: string[] = [];
  for (const { path, facts, layer } of tree.entries.values()) {
    if (!facts?.elf || facts.elf.interpreter !== undefined || side.layers[layer] === undefined) continue;
    const isModule = /\.node$|\/(?:site|dist)-packages\//.test(path) || isApplicationPath(side, path);
    if (isModule) found.push(path);
  }
  return found;
}

function isOfBase({ field }: SettingDifference, [was, is]: readonly (number | undefined)[]): boolean {
  return (field === 'environment' || field === 'labels') && was === undefined && is === undefined;
}

/** An entry point that a base image brings, and another brings none or another one: both start what CMD says. */
function handsOver(
  { field }: SettingDifference,
  [was, is]: readonly (number | undefined)[],
  sides: readonly ImageSide[],
): boolean {
  if (field !== 'entrypoint' || was !== undefined || is !== undefined) return false;
  return sides.every(({ tree, layers, configuration: { entrypoint } }) => {
    const [program, ...more] = entrypoint;
    if (program === undefined) return true;
    const script = tree.open(program);
    return more.length === 0 && script?.facts?.text !== undefined && layers[script.layer] === undefined
      ? /^\s*exec "\$@"/m.test(script.facts.text)
      : false;
  });
}

/** A PATH that leads to other folders first, and to all that are there of those it led to. */
function findsTheSame({ field, name, before, after }: SettingDifference, is: ImageSide): boolean {
  if (field !== 'environment' || name !== 'PATH' || before === undefined || after === undefined) return false;
  const now = after.split(':');
  const kept = before.split(':').filter((folder) => now.includes(folder));
  const lost = before.split(':').filter((folder) => !now.includes(folder));
  const inOrder = now.filter((folder) => kept.includes(folder)).join() === kept.join();
  return inOrder && lost.every((folder) => is.tree.open(folder) === undefined);
}

function changed({ before, after }: SettingDifference): string {
  return `${before ?? 'unset'} → ${after ?? 'unset'}`;
}

function settingDifference(
  { field, name, before, after }: SettingDifference,
  [beforeLine, afterLine]: readonly (number | undefined)[],
): ProofDifference {
  const change = after === undefined ? 'is gone' : before === undefined ? 'is new' : 'has another value';
  return {
    rung: 'image',
    what: `${labelOf({ field, name })} ${change}`,
    where: name === undefined ? field : `${field} ${name}`,
    before,
    after,
    beforeLine,
    afterLine,
  };
}

const labels: Readonly<Record<SettingDifference['field'], string>> = {
  base: 'FROM',
  entrypoint: 'ENTRYPOINT',
  command: 'CMD',
  user: 'USER',
  workingDirectory: 'WORKDIR',
  stopSignal: 'STOPSIGNAL',
  healthCheck: 'HEALTHCHECK',
  shell: 'SHELL',
  environment: 'ENV',
  labels: 'LABEL',
  ports: 'EXPOSE',
  volumes: 'VOLUME',
  onBuild: 'ONBUILD',
};

function labelOf({ field, name }: Pick<SettingDifference, 'field' | 'name'>): string {
  return name === undefined ? labels[field] : `${labels[field]} ${name}`;
}

/** 1-based. */
function lineOf(
  configuration: ImageConfiguration | undefined,
  field: SettingDifference['field'],
  name: string | undefined,
): number | undefined {
  if (!configuration || field === 'base' || field === 'onBuild') return undefined;
  const setting = configuration[field];
  const place =
    setting instanceof Map ? setting.get(name ?? '')?.place : 'place' in setting ? setting.place : undefined;
  return place && place.line + 1;
}

const kinds = {
  program: 'The program is not there',
  interpreter: 'The interpreter is not there',
  library: 'The library is not there',
  file: 'The file to run is not there',
  permission: 'The file may not be executed',
} as const;

function programDifferences(
  before: Programs,
  after: Programs,
  is: ImageConfiguration | undefined,
): readonly ProofDifference[] {
  const known = new Set(before.missing.map(({ kind, what }) => `${kind} ${what}`));
  const place = is?.entrypoint.place ?? is?.command.place;
  return after.missing
    .filter(({ kind, what }) => !known.has(`${kind} ${what}`))
    .map(({ kind, what, neededBy }) => ({
      rung: 'programs',
      what: `${kinds[kind]}, and ${neededBy} needs it`,
      where: what,
      before: 'there',
      after: undefined,
      beforeLine: undefined,
      afterLine: place && place.line + 1,
    }));
}

/** What is asked for by name and found in neither image. */
function unresolved(before: ImageSide, after: ImageSide): readonly string[] {
  const known = new Set(before.programs.missing.map(({ kind, what }) => `${kind} ${what}`));
  const both = after.programs.missing.filter(({ kind, what }) => known.has(`${kind} ${what}`));
  return both.length === 0
    ? []
    : [
        `In neither image: ${both
          .slice(0, 5)
          .map(({ what }) => what)
          .join(', ')}.`,
      ];
}
