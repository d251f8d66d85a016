import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { mountOptions } from '../../dockerfile/mounts.ts';
import { parseDockerfile } from '../../dockerfile/parse.ts';
import { lint } from '../../lint/engine.ts';
import type { TextEdit } from '../../text.ts';
import { addFlags } from '../caches/add-mounts.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import { cannotRead, names } from '../model/reads.ts';
import type { Step } from '../model/steps.ts';
import { wholeLines } from '../multi-stage/convert.ts';
import { defineRewrite, none, type Place, place } from '../rewrite.ts';

export const secretMounts = defineRewrite({
  id: 'secret-mounts',
  kind: 'security',
  title: 'Mount secrets where they are used',
  safety: 'review',
  onRequest: 'A build that is not handed the secret with --secret would go without it.',
  precondition: 'The linter calls the ARG a secret; it has no default, and nothing but RUNs of its own stage names it.',
  evidence: '`docker history` shows the value of an ARG beside every RUN after it, and nothing of a mount.',
  propose(build: BuildModel) {
    const tooOld = whyNoSecretsInVariables(build.dockerfile);
    if (tooOld) return none(tooOld);
    const places: Place[] = [];
    const secrets: string[] = [];
    let reason: string | undefined;
    for (const stage of build.stages) {
      for (const step of stage.steps) {
        const name = secretOf(step, build);
        if (name === undefined) continue;
        const found = mountsOf(name, step, stage, build);
        if (typeof found === 'string') reason ??= found;
        else {
          places.push(...found);
          secrets.push(name);
        }
      }
    }
    if (places.length === 0) return none(reason ?? 'No argument has the name of a secret.');
    const flags = [...new Set(secrets)].map((name) => `--secret id=${name},env=${name}`).join(' ');
    return {
      safe: false,
      reason: 'The value of an argument stays in the history of the image, for everybody who can pull it.',
      effect: 'The secret is there while a RUN runs, and in no layer, history or cache key.',
      question: `Does everybody who builds hand it in with \`${flags}\` in place of --build-arg?`,
      places: places.sort((one, other) => one.range.start - other.range.start),
    };
  },
});

/** The name of the secret that an ARG declares. */
function secretOf({ instruction }: Step, { findings }: BuildModel): string | undefined {
  const [pair, ...more] = instruction.keyword === 'ARG' ? instruction.pairs : [];
  if (!pair || more.length > 0) return undefined;
  const isSecret = findings.some(
    ({ code, range }) =>
      (code === 'SecretsUsedInArgOrEnv' || code === 'DL3064') &&
      range.start >= instruction.range.start &&
      range.end <= instruction.range.end,
  );
  return isSecret ? pair.name.value : undefined;
}

/** The ARG taken out, and a mount at every RUN that may read it; or why not, as a sentence. */
function mountsOf(name: string, declared: Step, stage: StageModel, build: BuildModel): Place[] | string {
  const { dockerfile, stages } = build;
  const line = declared.instruction.line + 1;
  if (declared.instruction.pairs[0]?.value !== undefined)
    return `The value of ${name} is written at line ${line}: whoever has read it has the secret.`;
  const isNamedBy = (instruction: Instruction) => names(instruction, name, dockerfile);
  const first = dockerfile.instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const beforeFrom = dockerfile.instructions.slice(0, first);
  if (beforeFrom.some(isNamedBy)) return `${name} is declared before FROM too.`;
  const others = stages.filter((other) => other !== stage).flatMap(({ steps }) => steps);
  const elsewhere = others.find(({ instruction }) => isNamedBy(instruction));
  if (elsewhere) return `Line ${elsewhere.instruction.line + 1}, in another stage, names ${name} too.`;
  const quotes = quotesWithout(name, declared.instruction, dockerfile);
  const places: Place[] = [];
  for (const step of stage.steps.slice(declared.index + 1)) {
    const { instruction } = step;
    const isNamed = isNamedBy(instruction);
    if (instruction.keyword !== 'RUN') {
      if (isNamed) return `Line ${instruction.line + 1} writes ${name} into the image.`;
      continue;
    }
    const tasks = stage.tasks(instruction);
    if (!isNamed && tasks?.every(({ purpose }) => cannotRead.has(purpose))) continue;
    if (hasSecret(step, name)) return `Line ${instruction.line + 1} has a mount of ${name} already.`;
    const mount = addFlags(instruction, [`--mount=type=secret,id=${name},env=${name}`], dockerfile);
    places.push(place(instruction, mount, ...quotes(instruction)));
  }
  if (places.length === 0) return `Nothing that may read ${name} comes after line ${line}.`;
  const range = wholeLines(declared.instruction, dockerfile);
  return [place(declared.instruction, { range, newText: '' }), ...places];
}

/**
 * The quotes that a variable needs in a RUN once it is not declared as an argument. Where it is, the shell checks take
 * its value for one word; of what a mount brings nothing is known. Other variables stay as they are written.
 */
function quotesWithout(
  name: string,
  { range }: Instruction,
  { text }: Dockerfile,
): (run: Instruction) => readonly TextEdit[] {
  const blank = text.slice(range.start, range.end).replace(/[^\r\n]/g, ' ');
  const without = text.slice(0, range.start) + blank + text.slice(range.end);
  const variable = new RegExp(`\\$\\{?${name}\\b`);
  const findings = lint(parseDockerfile(without)).filter(
    ({ code, range: { start, end } }) => code === 'SC2086' && variable.test(text.slice(start, end)),
  );
  return (run) =>
    findings
      .filter((finding) => finding.range.start >= run.range.start && finding.range.end <= run.range.end)
      .flatMap(({ fix }) => fix?.edits ?? []);
}

function hasSecret({ instruction }: Step, name: string): boolean {
  return instruction.flags.some(
    (flag) =>
      flag.name === 'mount' &&
      mountOptions(flag.value ?? '').some(({ key, value }) => /^(id|env)$/.test(key) && value === name),
  );
}

/** Why the builder that a `# syntax` names may not put a secret into a variable, as a sentence. Dockerfile 1.10 does. */
function whyNoSecretsInVariables({ directives }: Dockerfile): string | undefined {
  const syntax = directives.find(({ name }) => name === 'syntax')?.value;
  if (syntax === undefined) return undefined;
  const tag = /(?:^|\/)docker\/dockerfile(?::([^\s@]+))?(?:@\S+)?$/.exec(syntax);
  const isNew = tag !== null && /^(latest|1|1\.\d{2,}.*)$/.test(tag[1] ?? 'latest');
  return isNew ? undefined : `The syntax ${syntax} may put no secret into a variable: docker/dockerfile:1.10 does.`;
}
