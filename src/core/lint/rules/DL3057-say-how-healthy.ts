import type { Stage } from '../../dockerfile/model.ts';
import { imageName } from '../image-names.ts';
import { defineRule } from '../rule.ts';

export const sayHowHealthy = defineRule({
  code: 'DL3057',
  severity: 'ignore',
  fix: { none: 'only you know how the program is asked' },
  summary: 'Add a HEALTHCHECK, or `HEALTHCHECK NONE` where something else looks after the container',
  perFile: () => new Stages(),
  on: {
    FROM: (_, { inFile: stages, stage }) => {
      if (stage) stages.add(stage);
    },
    HEALTHCHECK: (_, { inFile: stages, stage }) => {
      if (stage) stages.check(stage);
    },
  },
  atEnd: ({ dockerfile, inFile: stages, report }) => {
    for (const stage of dockerfile.stages) {
      if (!stages.isChecked(stage)) report(stage.image ?? stage.from, { instruction: stage.from });
    }
  },
});

/**
 * Which stages have a health check, are built on one that has, or have one built on them. As in
 * hadolint a stage goes by its name and one without by its image, so that those of one image are akin.
 */
class Stages {
  readonly #checked = new Set<Stage>();
  readonly #checkedNames = new Set<string>();
  readonly #unchecked = new Map<string, Stage[]>();

  isChecked(stage: Stage): boolean {
    return this.#checked.has(stage);
  }

  add(stage: Stage): void {
    const name = nameOf(stage);
    if (this.#checkedNames.has(baseOf(stage))) this.#mark(stage);
    else if (this.#unchecked.has(name)) this.#unchecked.get(name)?.push(stage);
    else this.#unchecked.set(name, [stage]);
  }

  /** A stage has a health check, and so everything that it is built on is looked after. */
  check(stage: Stage): void {
    const open = [stage];
    for (let at = open.pop(); at; at = open.pop()) {
      this.#mark(at);
      const bases = this.#unchecked.get(baseOf(at)) ?? [];
      this.#unchecked.delete(baseOf(at));
      open.push(...bases);
    }
  }

  #mark(stage: Stage): void {
    this.#checked.add(stage);
    this.#checkedNames.add(nameOf(stage));
  }
}

function baseOf({ image }: Stage): string {
  return imageName(image?.text ?? '');
}

function nameOf(stage: Stage): string {
  return stage.name?.value ?? baseOf(stage);
}
