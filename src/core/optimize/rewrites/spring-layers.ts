import type { Instruction } from '../../dockerfile/model.ts';
import { appendCommand } from '../../lint/append-command.ts';
import { lineBreakOf } from '../../lint/line-breaks.ts';
import type { ContextFiles } from '../context.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import { joinPath, type Step } from '../model/steps.ts';
import { wholeLines } from '../multi-stage/convert.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const springLayers = defineRewrite({
  id: 'spring-layers',
  kind: 'layers',
  title: 'Copy the archive of Spring Boot in layers',
  safety: 'review',
  onRequest: 'The image is as large as before, and its archive is spread over other files.',
  precondition:
    'Spring Boot 3.3 or later; the last stage copies one archive from the stage that builds it, and starts it with `java -jar`; nothing says which layers there are.',
  evidence: 'Of an archive of 21 MB, a change of the application alone is pushed as a layer of 9 kB.',
  propose(build: BuildModel) {
    const { final, context, dockerfile } = build;
    const version = whyNoLayers(context);
    if (version !== undefined) return none(version);
    const { archive, reason } = copiedArchive(build);
    if (!archive) return none(reason);
    const { copy, stage, source, target, flags } = archive;
    const folder = target.replace(/\/[^/]*$/, '');
    if (final.steps.some((step) => targetOf(step) === `${folder}/lib`))
      return none(`${folder}/lib, where the libraries would go, is in use.`);
    const last = stage.steps.at(-1)?.instruction;
    if (!last) return none('The stage that builds the archive has no instruction of its own.');
    const lineBreak = lineBreakOf(dockerfile.text);
    const name = target.replace(/^.*\//, '');
    const renamed = source.endsWith(`/${name}`) ? '' : ` --application-filename ${name}`;
    const extract = `java -Djarmode=tools -jar ${source} extract --layers${renamed} --destination ${unpacked}`;
    // Two RUNs in a row would be two layers, for the one thing that they make.
    const joined = last.keyword === 'RUN' ? appendCommand(last, extract, dockerfile) : undefined;
    const at = { start: last.range.end, end: last.range.end };
    const copies = layers.map((layer) => `COPY ${flags} ${unpacked}/${layer}/ ${folder}/`);
    return {
      safe: false,
      reason: 'Libraries that seldom change and classes that change with each commit lie in one archive.',
      effect: 'What is pushed and pulled after a change is the layer of the application, some kilobytes in most.',
      question: 'Does anything read the archive itself, or look for it as one file?',
      places: [
        {
          range: copy.range,
          edits: [
            joined ?? { range: at, newText: `${lineBreak}RUN ${extract}` },
            { range: wholeLines(copy, dockerfile), newText: `${copies.join(lineBreak)}${lineBreak}` },
          ],
        },
      ],
    };
  },
});

/** From what changes seldom to what changes with each commit. */
const layers = ['dependencies', 'spring-boot-loader', 'snapshot-dependencies', 'application'] as const;
const unpacked = '/layers';

interface CopiedArchive {
  readonly copy: Instruction;
  readonly stage: StageModel;
  /** In the stage that builds it. */
  readonly source: string;
  readonly target: string;
  /** As written, --from among them. */
  readonly flags: string;
}

/** The archive that is started and the COPY that brings it, or why there is none. */
function copiedArchive({ stages, final, dockerfile }: BuildModel): { archive?: CopiedArchive; reason: string } {
  const started = final.launch.programs?.find(({ name }) => name === 'java');
  const words = started?.words ?? [];
  const jar = words.includes('-jar') ? joinPath(started?.folder, words[words.indexOf('-jar') + 1]) : undefined;
  if (jar === undefined) return { reason: '`java -jar` is not what starts.' };
  for (const step of final.steps) {
    const { instruction: copy } = step;
    const from = copy.flags.find(({ name }) => name === 'from')?.value;
    const stage = stages.find(({ stage: { name } }) => name?.value === from);
    const [source] = copy.words.map(step.expand);
    const target = targetOf(step);
    if (!stage || copy.words.length !== 2 || source === undefined || target !== jar) continue;
    if (!/^\/[^$*?[]+\.jar$/.test(source)) return { reason: `Which archive ${source} is, is not known.` };
    const first = copy.flags[0]?.range.start ?? 0;
    const flags = dockerfile.text.slice(first, copy.flags.at(-1)?.range.end);
    return { archive: { copy, stage, source, target, flags }, reason: '' };
  }
  return { reason: `No COPY brings ${jar} from the stage that builds it, by its whole path.` };
}

/** Where a COPY puts what it copies: an absolute path without a slash at its end. */
function targetOf({ instruction, workdir, expand }: Step): string | undefined {
  const last = instruction.words.at(-1);
  return instruction.keyword === 'COPY' && last ? joinPath(workdir, expand(last)) : undefined;
}

const versions = [
  /<artifactId>spring-boot-starter-parent<\/artifactId>\s*<version>([^<]+)</,
  /<spring-boot\.version>([^<]+)</,
  /<artifactId>spring-boot-maven-plugin<\/artifactId>\s*<version>([^<]+)</,
  /org\.springframework\.boot['"]?\)?\s*version\s*\(?['"]([^'"]+)/,
];

/** Why the archive cannot be unpacked into layers; undefined where it can. */
function whyNoLayers(context: ContextFiles | undefined): string | undefined {
  if (!context?.complete) return 'Which version of Spring Boot packs the archive is not known.';
  const manifests = context.sent.filter((path) => /(^|\/)(pom\.xml|build\.gradle(\.kts)?)$/.test(path));
  const texts = manifests.map((path) => context.text(path) ?? '');
  const found = texts.flatMap((text) => versions.flatMap((pattern) => pattern.exec(text)?.[1] ?? []));
  const [version] = found;
  if (version === undefined) return 'No version of Spring Boot is named.';
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return `Which version of Spring Boot ${version} is, is not known.`;
  if (Number(major) < 3 || (Number(major) === 3 && Number(minor) < 3))
    return `Spring Boot ${version} unpacks its archive in another way than 3.3 does.`;
  if (texts.some((text) => /<layers>|\blayered\s*\{|layers\.xml/.test(text)))
    return 'The build names layers of its own.';
  return undefined;
}
