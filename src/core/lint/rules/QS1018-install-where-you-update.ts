import type { Instruction } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import { defineRule } from '../rule.ts';
import { hasScratchMount } from '../scratch-mounts.ts';

export const installWhereYouUpdate = defineRule<{ run: Instruction | undefined; isOfUse: boolean }>({
  code: 'QS1018',
  severity: 'warning',
  fix: { none: 'where the RUN that installs comes next, the fix of DL3059 joins the two' },
  summary: 'Update the list of packages in the RUN that installs them: alone it stays in the cache and grows old',
  onbuild: true,
  perFile: () => ({ run: undefined, isOfUse: false }),
  commands: {
    'apk apt apt-get aptitude': (command, { inFile, instruction, report }) => {
      const [verb] = command.words.filter(({ value }) => !value.startsWith('-'));
      if (verb?.value !== 'update') return;
      if (inFile.run !== instruction) {
        inFile.run = instruction;
        inFile.isOfUse = usesLists(instruction);
      }
      if (inFile.isOfUse) return;
      report({ range: { start: command.nameRange.start, end: verb.range.end } });
    },
  },
});

/** Whether a RUN installs, may do so in a script of its own, or keeps the list outside of its layer. */
function usesLists(run: Instruction): boolean {
  const { text } = parseShell(run).text;
  return installs.test(text) || hasScratchMount(run, (target) => listFolders.test(target));
}

const installs = /install|upgrade|build-dep|apt-cache|\badd\b|\bsource\b|\bdownload\b|\.sh\b|\.\/|\$\(/;

const listFolders = /^\/var\/(?:lib\/apt|cache\/apk)|^\/etc\/apk\/cache/;
