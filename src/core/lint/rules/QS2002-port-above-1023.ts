import type { Instruction, Word } from '../../dockerfile/model.ts';
import { exposedPorts } from '../exposed-ports.ts';
import { type Layered, layerOn, layersOf } from '../final-image.ts';
import { defineRule } from '../rule.ts';

interface Memory {
  user: Word | undefined;
  readonly exposed: Layered<Instruction>;
}

export const portAbove1023 = defineRule<{ mayBind: boolean }, Memory>({
  code: 'QS2002',
  severity: 'info',
  fix: { none: 'the program has to listen on the other port too' },
  summary: 'Listen on a port from 1024 on: on Fargate a user other than root cannot bind one below, unlike in Docker',
  perFile: () => ({ mayBind: false }),
  perStage: (parent) => ({ user: parent?.user, exposed: layerOn(parent?.exposed) }),
  on: {
    USER: ({ words }, { inStage }) => {
      inStage.user = words[0];
    },
    EXPOSE: (instruction, { inStage }) => {
      if (instruction.words.some(isPrivileged)) inStage.exposed.own.push(instruction);
    },
  },
  commands: {
    setcap: (_, { inFile }) => {
      inFile.mayBind = true;
    },
  },
  atEnd: ({ inFile, inStage: { exposed, user }, report }) => {
    if (inFile.mayBind || !user || /^(?:root|0)(?::|$)|\$/.test(user.value)) return;
    const related = [{ range: user.range, message: 'The user that the container runs as' }];
    for (const instruction of layersOf(exposed)) {
      const word = instruction.words.find(isPrivileged) as Word;
      report(word, { instruction, related });
    }
  },
});

function isPrivileged(word: Word): boolean {
  const ports = exposedPorts(word);
  return ports !== undefined && ports.first > 0 && ports.first < 1024;
}
