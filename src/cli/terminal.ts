/** What a command says on standard error: progress, questions, errors. Standard output is for results alone. */
import { createInterface } from 'node:readline/promises';
import { progressText } from '../core/amounts.ts';
import type { UserFacingError } from '../core/errors.ts';
import type { ProgressEvent } from '../workflows/run.ts';
import type { CommandIo } from './command.ts';

/** One line a message; where a person watches, numbers that rise rewrite their line. */
export function progressOn(
  { stderr }: Pick<CommandIo, 'stderr'>,
  { verbose }: { verbose: boolean },
): { report(event: ProgressEvent): void; end(): void } {
  const live = 'isTTY' in stderr && stderr.isTTY === true;
  let open = false;
  let last = '';
  const end = () => {
    if (open) stderr.write('\n');
    open = false;
  };
  return {
    end,
    report(event) {
      if (event.log !== undefined && verbose) {
        end();
        stderr.write(`  ${event.log.trimEnd()}\n`);
      }
      const line = progressText(event);
      if (line === last) return;
      if (live) stderr.write(`${open ? '\r\u001b[K' : ''}${line}`);
      else if (event.message !== '' && withoutNumbers(line) !== withoutNumbers(last)) stderr.write(`${line}\n`);
      open = live;
      last = line;
    },
  };
}

const withoutNumbers = (line: string) => line.replace(/[\d.]+ ?(of|[kMGT]?B|%)?/g, '');

export function showError({ stderr }: Pick<CommandIo, 'stderr'>, error: UserFacingError): void {
  const { location, action } = error;
  const at = location ? `${location.file}:${location.line}:${location.column ?? 1}: ` : '';
  stderr.write(`${at}${error.message} [${error.code}]\n`);
  const cause = causeOf(error);
  if (cause) stderr.write(`${cause.replace(/^/gm, '  ')}\n`);
  if (action) stderr.write(`${action.says}${inTerminal[action.command?.id ?? ''] ?? ''}\n`);
}

/** How the commands behind the buttons are had in a terminal, where the sentence does not say it. */
const inTerminal: Readonly<Record<string, string>> = {
  'quayside.selectProfileAndRegion': ' (Options: --profile NAME, --region NAME.)',
  'quayside.buildImage': ' ("quayside build" does.)',
};

/** Text is what failed said of itself, such as the output of a build; an error is for whoever looks into ours. */
function causeOf({ cause }: UserFacingError): string | undefined {
  if (typeof cause === 'string') return cause;
  return process.env.QUAYSIDE_DEBUG && cause instanceof Error ? cause.message : undefined;
}

/** Asks a yes-or-no question; without a terminal the answer is no. */
export async function confirm({ stdin, stderr, signal }: CommandIo, question: string): Promise<boolean> {
  if (!('isTTY' in stdin) || stdin.isTTY !== true) return false;
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    lines.close();
  }
}

/** Something that we did not foresee: the message for the person, the stack for the report. */
export function showDefect({ stderr }: Pick<CommandIo, 'stderr'>, error: unknown): void {
  stderr.write(
    `Quayside failed in a way that it should not: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  stderr.write('Please report it with QUAYSIDE_DEBUG=1 set, which prints where.\n');
  if (process.env.QUAYSIDE_DEBUG && error instanceof Error) stderr.write(`${error.stack}\n`);
}
