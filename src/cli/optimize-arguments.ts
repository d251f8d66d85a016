import { parseArgs } from 'node:util';
import { UserFacingError } from '../core/errors.ts';
import { nearestWord } from '../core/nearest-word.ts';

export interface OptimizeArguments {
  readonly files: readonly string[];
  readonly output: 'list' | 'diff' | 'json' | 'write' | 'prove';
  /** The proof as JSON and not as a document. */
  readonly json: boolean;
  /** Ids of rewrites; undefined for all of them. */
  readonly only: readonly string[] | undefined;
  /** Only what may be applied unattended. */
  readonly safe: boolean;
  /** As it is written; undefined for the folder of the Dockerfile; false for none. */
  readonly context: string | false | undefined;
  readonly help: string | undefined;
}

const options = {
  diff: { type: 'boolean' },
  write: { type: 'boolean' },
  prove: { type: 'boolean' },
  json: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  safe: { type: 'boolean' },
  context: { type: 'string' },
  'no-context': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * @param ids of the rewrites that there are
 * @throws UserFacingError `bad-arguments`
 */
export function readOptimizeArguments(args: readonly string[], ids: readonly string[]): OptimizeArguments {
  const { values, positionals } = parse(args);
  if (!values.help && positionals.length === 0) throw bad('No file is named.', 'Name a Dockerfile.');
  const outputs = (['diff', 'write', 'prove'] as const).filter((name) => values[name]);
  if (outputs.length > 1) {
    throw bad(`--${outputs[0]} and --${outputs[1]} cannot go together.`, 'Leave one of them out.');
  }
  if (values.json && (values.diff || values.write)) {
    throw bad('--json prints the texts and writes nothing.', 'Leave --json out, or the other one.');
  }
  if (values.context !== undefined && values['no-context']) {
    throw bad('--context and --no-context cannot go together.', 'Leave one of them out.');
  }
  if (values.prove && values['no-context']) {
    throw bad('A proof builds the image, and for that it needs the build context.', 'Leave --no-context out.');
  }
  const only = values.only?.flatMap((list) => list.split(',')).filter((id) => id !== '');
  for (const id of only ?? []) {
    if (ids.includes(id)) continue;
    const meant = nearestWord(id, ids);
    throw bad(`There is no rewrite ${id}.`, meant ? `Did you mean ${meant}?` : 'See docs/rewrites for their names.');
  }
  return {
    files: positionals,
    output: outputs[0] ?? (values.json ? 'json' : 'list'),
    json: values.json ?? false,
    only,
    safe: values.safe ?? false,
    context: values['no-context'] ? false : values.context,
    help: values.help ? usage : undefined,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const sentence = (error as Error).message.split('. ')[0]?.replace(/\.$/, '');
    throw bad(`${sentence}.`, 'See quayside optimize --help.');
  }
}

function bad(message: string, says: string): UserFacingError {
  return new UserFacingError({ code: 'bad-arguments', message, action: { says } });
}

const usage = `Usage: quayside optimize [options] DOCKERFILE...

Says what would make an image smaller, its build faster or its container safer, and does it.

      --diff          print the changes in the form of git diff
      --write         make the changes in the files
      --prove         build before and after, and compare what comes of them
      --json          print one array with an object a file; with --prove the proof
      --only ID       only this rewrite; several are separated by commas
      --safe          only what leaves the image as it is, but for what the rewrite is about
      --context DIR   folder that COPY reads from, unless it is that of the Dockerfile
      --no-context    there is no such folder to look into
  -h, --help          show this

Ends with 1 while there are safe proposals that are not applied, else with 0.
`;
