import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { parseShell, type ShellCommand } from '../../dockerfile/shell.ts';
import type { Range } from '../../text.ts';
import { indexFrom } from '../after.ts';
import { appendCommand } from '../append-command.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { hasScratchMount } from '../scratch-mounts.ts';
import { isShipped } from '../shipped-stages.ts';

export const deleteAptLists = defineRule({
  code: 'DL3009',
  severity: 'info',
  fix: 'safe',
  summary: 'Delete the apt lists in the same RUN, or they stay in the layer: `rm -rf /var/lib/apt/lists/*`',
  onbuild: true,
  perFile: (): { run: Instruction; update: ShellCommand }[] => [],
  on: {
    RUN: (run, { inFile }) => {
      const { commands } = parseShell(run);
      const update = commands.find((command) => isApt(command) && hasWord(command, 'update'));
      if (update && !commands.some(deletesLists) && !keepsListsOutside(run)) inFile.push({ run, update });
    },
  },
  atEnd: ({ dockerfile, inFile, inOnbuild, report }) => {
    for (const { run, update } of inFile) {
      if (!inOnbuild && !isShipped(run.stage, dockerfile)) continue;
      report({ range: throughWord(update, 'update') }, { instruction: run, fix: deleteLists(run, dockerfile) });
    }
  },
});

function isApt({ name }: ShellCommand): boolean {
  return name === 'apt-get' || name === 'apt' || name === 'aptitude';
}

function hasWord({ words }: ShellCommand, ...wanted: readonly string[]): boolean {
  return words.some(({ value }) => wanted.includes(value));
}

/** From the name of a command to one of its words. */
function throughWord({ nameRange, words }: ShellCommand, wanted: string): Range {
  const word = words.find(({ value }) => value === wanted);
  return { start: nameRange.start, end: word?.range.end ?? nameRange.end };
}

function deletesLists(command: ShellCommand): boolean {
  return command.name === 'rm' && hasWord(command, '-rf', '/var/lib/apt/lists/*');
}

function keepsListsOutside(run: Instruction): boolean {
  const has = (folder: string) => hasScratchMount(run, (target) => target === folder || target === `${folder}/`);
  return has('/var/lib/apt/lists') || (has('/var/lib/apt') && has('/var/cache/apt'));
}

function deleteLists(run: Instruction, dockerfile: Dockerfile): Fix | undefined {
  if (isNeededLater(run, dockerfile)) return undefined;
  const edit = appendCommand(run, 'rm -rf /var/lib/apt/lists/*', dockerfile);
  return edit && { title: 'Delete the lists at the end of this RUN', safety: 'safe', edits: [edit] };
}

/** Whether a later RUN installs from these lists without fetching its own. */
function isNeededLater(run: Instruction, { instructions }: Dockerfile): boolean {
  for (let at = indexFrom(instructions, run.range.end); at < instructions.length; at++) {
    const later = instructions[at] as Instruction;
    const body = later.trigger ?? later;
    if (body.keyword !== 'RUN' || !buildsOn(later.stage, run.stage)) continue;
    const apt = parseShell(body).commands.filter(isApt);
    const first = apt.find((command) => hasWord(command, 'update', 'install', 'upgrade', 'dist-upgrade', 'build-dep'));
    if (first) return !hasWord(first, 'update');
  }
  return false;
}

function buildsOn(stage: Stage | undefined, base: Stage | undefined): boolean {
  for (let at = stage; at; at = at.parent) if (at === base) return true;
  return stage === base;
}
