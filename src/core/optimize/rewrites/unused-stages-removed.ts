import type { Stage } from '../../dockerfile/model.ts';
import { wholeLines } from '../multi-stage/convert.ts';
import { defineRewrite, none, type Place } from '../rewrite.ts';

export const unusedStagesRemoved = defineRewrite({
  id: 'unused-stages-removed',
  kind: 'instructions',
  title: 'Remove stages that the image does not need',
  safety: 'review',
  onRequest: 'Somebody may build the stage by naming it as the target.',
  precondition:
    'The last stage needs it neither in FROM nor in a --from of COPY or of a mount, and nobody builds it as a target.',
  evidence: 'BuildKit leaves such stages out; an older builder makes them each time.',
  propose({ dockerfile }) {
    const { stages } = dockerfile;
    if (stages.length < 2) return none('There is one stage.');
    const used = new Set<Stage>();
    const todo = [stages.at(-1) as Stage];
    for (let stage = todo.pop(); stage; stage = todo.pop()) {
      if (used.has(stage)) continue;
      used.add(stage);
      if (stage.parent) todo.push(stage.parent);
      for (const name of sourcesOf(stage)) {
        if (name.includes('$')) return none('A stage is named by a variable.');
        const named = stages.find(
          (each) => each.name?.value.toLowerCase() === name.toLowerCase() || String(each.index) === name,
        );
        if (named) todo.push(named);
      }
      if (!stage.parent && stage.from.words[0]?.value.includes('$')) return none('What FROM names is a variable.');
    }
    const places: Place[] = stages
      .filter((stage) => !used.has(stage))
      .map((stage) => {
        const { start } = wholeLines(stage.from, dockerfile);
        const next = stages[stage.index + 1];
        const end = next ? wholeLines(next.from, dockerfile).start : stage.range.end;
        return { range: stage.from.range, edits: [{ range: { start, end }, newText: '' }] };
      });
    if (places.length === 0) return none('The last stage needs every other one.');
    // Numbers of stages would change.
    const isNumbered = stages.some((stage) => [...sourcesOf(stage)].some((name) => /^\d+$/.test(name)));
    if (isNumbered) return none('Stages are named by their numbers, which would change.');
    return {
      safe: false,
      reason: 'Nothing of it comes into the image.',
      effect: 'A shorter file, and less to build for builders that make every stage.',
      question: 'Does anybody build it as a target, in compose, in a bake file or in CI?',
      places,
    };
  },
});

function* sourcesOf({ instructions }: Stage): Generator<string> {
  for (const { keyword, flags } of instructions) {
    for (const { name, value } of flags) {
      if (name === 'from' && keyword === 'COPY' && value !== undefined) yield value;
      const from = name === 'mount' ? /(?:^|,)from=([^,]+)/.exec(value ?? '')?.[1] : undefined;
      if (from !== undefined) yield from;
    }
  }
}
