// Whether the engine reads what the optimizer makes of every real Dockerfile: those that QUAYSIDE_LINT_DATA and
// QUAYSIDE_APPS name. Nothing is built, and no registry is asked.
import { spawnSync } from 'node:child_process';
import type { Instruction } from '../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { optimize } from '../../src/core/optimize/optimize.ts';
import { type RealDockerfile, realDockerfiles } from '../unit/core/optimize/real-dockerfiles.ts';
import { basesOf } from './bases.ts';
import { checkedByEngine } from './checked.ts';
import type { Client } from './client.ts';

/** What came of one way to rewrite all of them. */
class Tally {
  rewritten = 0;
  read = 0;
  /** As the file was before. */
  refusedBefore = 0;
  scripts = 0;
  readonly faults: string[] = [];

  toString(): string {
    const { rewritten, read, refusedBefore, scripts, faults } = this;
    const refused = rewritten - read - refusedBefore;
    return `${rewritten} rewritten: ${read} are read, ${refusedBefore} were refused before as well, ${refused} are refused now. Scripts that are new: ${scripts}. Faults: ${faults.length}.`;
  }
}

/**
 * Checks each file as it is, with what is safe, and with all that is proposed.
 * @returns the faults: a file that was read and is not any more, a finding of the engine that was not there, a new
 *   script that `bash -n` does not read
 */
export async function checkEveryFile(client: Client, report: (line: string) => void): Promise<readonly string[]> {
  const files = realDockerfiles();
  if (files.length === 0)
    throw new Error('QUAYSIDE_LINT_DATA and QUAYSIDE_APPS are not set: there is nothing to check.');
  const tallies = { safe: new Tally(), all: new Tally() };
  for (const [index, file] of files.entries()) {
    await checkFile(client, file, tallies);
    if ((index + 1) % 50 === 0) report(`${index + 1} of ${files.length}`);
  }
  for (const [which, tally] of Object.entries(tallies)) report(`${which}: ${tally}`);
  return Object.entries(tallies).flatMap(([which, { faults }]) => faults.map((fault) => `${which}: ${fault}`));
}

async function checkFile(
  client: Client,
  { name, text, context }: RealDockerfile,
  tallies: Readonly<Record<'safe' | 'all', Tally>>,
): Promise<void> {
  const result = optimize(text, { context: context() });
  if (result.all.text === text && result.safe.text === text) return;
  const images = new Set(basesOf(text));
  const before = await checkedByEngine(client, text, images);
  const scripts = new Set(scriptsOf(text));
  let after = before;
  for (const which of ['safe', 'all'] as const) {
    const tally = tallies[which];
    const rewritten = result[which].text;
    if (rewritten === text) continue;
    // Where all of it is safe the engine need not be asked twice.
    if (which === 'safe' || rewritten !== result.safe.text) after = await checkedByEngine(client, rewritten, images);
    tally.rewritten++;
    if (after.refusal === undefined) tally.read++;
    else if (before.refusal !== undefined) tally.refusedBefore++;
    else tally.faults.push(`${name}: ${after.refusal}`);
    const fresh = [...after.warnings].filter((warning) => !before.warnings.has(warning));
    if (fresh.length > 0 && before.refusal === undefined) tally.faults.push(`${name}: finds ${fresh.join(', ')}`);
    for (const script of scriptsOf(rewritten)) {
      if (scripts.has(script)) continue;
      tally.scripts++;
      const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
      if (status !== 0) tally.faults.push(`${name}: bash -n: ${stderr.trim()}`);
    }
  }
}

/** What a shell is given: the scripts of RUN without their continuations, and heredocs that name no other program. */
function scriptsOf(text: string): readonly string[] {
  return parseDockerfile(text).instructions.flatMap((instruction) => scriptOf(instruction) ?? []);
}

function scriptOf({ keyword, command }: Instruction): string | undefined {
  if (keyword !== 'RUN' || command?.form !== 'shell') return undefined;
  const { text } = command.script;
  return /^#!(?!.*sh$)/m.test(text.split('\n', 1)[0] ?? '') ? undefined : text;
}
