import type { Instruction, Word } from '../../dockerfile/model.ts';
import { exposedPorts } from '../exposed-ports.ts';
import { type Layered, layerOn, layersOf } from '../final-image.ts';
import { defineRule } from '../rule.ts';

export const portOfTheTask = defineRule<undefined, Layered<{ instruction: Instruction; word: Word }>>({
  code: 'QS2102',
  severity: 'warning',
  fix: { none: 'which of the two is wrong is for you to say' },
  summary: 'Expose the port of the task',
  perStage: (parent) => layerOn(parent),
  on: {
    EXPOSE: (instruction, { inStage }) => {
      for (const word of instruction.words) inStage.own.push({ instruction, word });
    },
  },
  atEnd: ({ inStage, report, service }) => {
    if (!service) return;
    const exposed = layersOf(inStage);
    const [first, ...others] = exposed;
    if (!first || exposed.some(({ word }) => mayOpen(word, service.port))) return;
    const message = `The service is asked on port ${service.port}/tcp, which the image does not expose`;
    const related = others.map(({ word }) => ({ range: word.range, message }));
    report(first.word, { message, instruction: first.instruction, ...(related.length > 0 && { related }) });
  },
});

/** What a variable stands for may be the port. */
function mayOpen(word: Word, port: number): boolean {
  const ports = exposedPorts(word);
  return !ports || (ports.protocol === 'tcp' && ports.first <= port && port <= ports.last);
}
