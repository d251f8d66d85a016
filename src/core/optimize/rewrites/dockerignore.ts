import type { ContextFiles } from '../context.ts';
import type { BuildModel } from '../model/build-model.ts';
import { tasksOf } from '../multi-stage/preconditions.ts';
import { type Draft, defineRewrite, none } from '../rewrite.ts';

export const dockerignore = defineRewrite({
  id: 'dockerignore',
  kind: 'context',
  title: 'Keep out of the build what it does not need',
  safety: 'both',
  precondition:
    'The whole folder is copied, and what is left out is named by no COPY, read by no command, and made anew by the build or by nothing.',
  evidence: 'A context with .git and node_modules is sent, hashed and copied again at each change of either.',
  propose(build) {
    const { context, stages } = build;
    if (!context) return none('The build context is not known.');
    const whole = stages
      .flatMap(({ copied }) => copied)
      .find(({ sources }) => sources?.some((source) => /^\.?\/?$/.test(source)));
    if (!whole) return none('No COPY takes the whole folder.');
    const safe = wanted.filter((entry) => entry.isSafe && isOpen(entry, build, context));
    const review = wanted.filter((entry) => !entry.isSafe && isOpen(entry, build, context));
    const drafts: Draft[] = [];
    for (const entries of [safe, review]) {
      if (entries.length === 0) continue;
      const patterns = entries.map(({ pattern }) => pattern);
      const list = patterns.join(', ');
      drafts.push({
        safe: entries === safe,
        reason: `${list} ${patterns.length === 1 ? 'is' : 'are'} sent to the builder and copied into the image.`,
        effect: 'Less to send, a cache that holds, and nothing in the image that does not belong there.',
        ...(entries === safe ? {} : { question: `Does nothing in the image read ${list}?` }),
        places: [{ range: whole.step.instruction.range, edits: [] }],
        files: [
          {
            path: context.ignoreFile.path,
            text: completed(
              context.ignoreFile.text,
              [...safe, ...(entries === safe ? [] : review)].map(({ pattern }) => pattern),
            ),
          },
        ],
      });
    }
    return drafts.length > 0 ? drafts : none('All that the build does not need is left out already.');
  },
});

interface Entry {
  readonly pattern: string;
  readonly matches: RegExp;
  readonly isSafe: boolean;
  /** Whether the build makes it itself, where that has to be so. */
  readonly isMade?: (build: BuildModel) => boolean;
  /** Whether something reads it that would fail, or build something else, without it. */
  readonly isRead?: (context: ContextFiles) => boolean;
}

/** Frameworks that do not start without their `.env`, and tools that put what it says into what they build. */
const readers: readonly [manifest: string, readers: RegExp][] = [
  ['composer.json', /"(symfony\/(framework-bundle|runtime|dotenv)|vlucas\/phpdotenv)"\s*:/],
  ['package.json', /"(vite|react-scripts|next|nuxt|astro|@vue\/cli-service|@sveltejs\/kit|parcel|dotenv-webpack)"\s*:/],
];

function readsSettings(context: ContextFiles): boolean {
  return readers.some(([manifest, asked]) => asked.test(context.text(manifest) ?? ''));
}

const installsWith = (tools: RegExp) => (build: BuildModel) =>
  build.stages.some((stage) =>
    tasksOf(stage).some(({ task }) => task.purpose === 'dependencies' && tools.test(task.tool ?? '')),
  );
const buildsWith = (tools: RegExp) => (build: BuildModel) =>
  build.stages.some((stage) =>
    tasksOf(stage).some(({ task }) => task.purpose === 'build' && tools.test(task.tool ?? '')),
  );

const wanted: readonly Entry[] = [
  { pattern: '.git', matches: /^\.git(\/|$)/, isSafe: true },
  {
    pattern: '**/node_modules',
    matches: /(^|\/)node_modules\//,
    isSafe: true,
    isMade: installsWith(/^(npm|yarn|pnpm|bun)$/),
  },
  { pattern: 'target', matches: /^target\//, isSafe: true, isMade: buildsWith(/^(cargo|maven)$/) },
  { pattern: '**/__pycache__', matches: /(^|\/)__pycache__\//, isSafe: true },
  { pattern: '.venv', matches: /^\.venv\//, isSafe: true, isMade: installsWith(/^(pip|poetry|uv|pipenv)$/) },
  { pattern: '**/.DS_Store', matches: /(^|\/)\.DS_Store$/, isSafe: true },
  { pattern: '.vscode', matches: /^\.vscode\//, isSafe: false },
  { pattern: '.idea', matches: /^\.idea\//, isSafe: false },
  { pattern: '.env', matches: /^\.env$/, isSafe: false, isRead: readsSettings },
  { pattern: 'coverage', matches: /^coverage\//, isSafe: false },
  { pattern: '**/*.log', matches: /\.log$/, isSafe: false },
];

/** Whether COPY would take it, and nothing asks for it. */
function isOpen({ pattern, matches, isMade, isRead }: Entry, build: BuildModel, context: ContextFiles): boolean {
  if (!context.sends(matches) || (isMade && !isMade(build)) || isRead?.(context)) return false;
  const name = pattern.replace(/^\*\*\//, '').replace(/^\*/, '');
  return !build.dockerfile.instructions.some(({ keyword, words, command }) => {
    if (keyword === 'COPY' || keyword === 'ADD') return words.some(({ value }) => value.includes(name));
    const text = command?.form === 'shell' ? command.script.text : words.map(({ value }) => value).join(' ');
    return name === '.git'
      ? /\bgit\b|\.git\b|vergen|setuptools.scm/.test(text)
      : keyword === 'RUN' && name === '.env' && text.includes('.env');
  });
}

function completed(text: string | undefined, patterns: readonly string[]): string {
  const lines = patterns.join('\n');
  if (text === undefined || text.trim() === '') return `${lines}\n`;
  return `${text.replace(/\n*$/, '\n')}${lines}\n`;
}
