import type { Stage } from '../../dockerfile/model.ts';
import { defineRule } from '../rule.ts';

export const requiredLabels = defineRule({
  code: 'DL3049',
  severity: 'info',
  fix: { none: 'only you know the value' },
  summary: 'Set every label that the configuration requires',
  perFile: (): { trackers: Map<string, LabelTracker> | undefined } => ({ trackers: undefined }),
  on: {
    FROM: ({ stage }, { configuration: { labelSchema }, inFile }) => {
      if (!stage || labelSchema.size === 0) return;
      inFile.trackers ??= new Map([...labelSchema.keys()].map((label) => [label, new LabelTracker()]));
      for (const tracker of inFile.trackers.values()) tracker.enter(stage);
    },
    LABEL: ({ pairs, stage }, { inFile }) => {
      if (!stage || !inFile.trackers) return;
      for (const { name } of pairs) inFile.trackers.get(name.value)?.label(stage);
    },
    COPY: ({ flags }, { inFile }) => {
      if (!inFile.trackers) return;
      const from = flags.find(({ name }) => name === 'from')?.value;
      if (from) for (const tracker of inFile.trackers.values()) tracker.copyFrom(from);
    },
  },
  atEnd: ({ inFile, report }) => {
    for (const [label, { stages }] of inFile.trackers ?? []) {
      for (const { from, image } of stages) {
        const message = `Set the label \`${label}\` in this stage: the configuration requires it`;
        report(image ?? { range: from.keywordRange }, { message, instruction: from });
      }
    }
  },
});

/**
 * The stages that one label is missing from. A stage has the label when it sets it or is built on one that
 * does. It need not have it when files are copied out of it, or when a stage that is built on it sets the label.
 * As in hadolint the latter holds only for a stage without a name; one with a name answers for every stage
 * of that name.
 */
class LabelTracker {
  readonly #missing = new Map<string, Set<Stage>>();
  readonly #labelled = new Set<string>();

  get stages(): Stage[] {
    return [...this.#missing.values()].flatMap((stages) => [...stages]);
  }

  enter(stage: Stage): void {
    const name = nameOf(stage);
    if (this.#labelled.has(baseOf(stage))) {
      if (name !== '') this.#labelled.add(name);
      return;
    }
    const stages = this.#missing.get(name);
    if (stages) stages.add(stage);
    else this.#missing.set(name, new Set([stage]));
  }

  label(stage: Stage): void {
    const name = nameOf(stage);
    if (name === '') {
      this.#missing.get('')?.delete(stage);
      this.#missing.delete(baseOf(stage));
    } else {
      this.#missing.delete(name);
      this.#labelled.add(name);
    }
  }

  copyFrom(name: string): void {
    this.#missing.delete(name);
  }
}

function nameOf({ name }: Stage): string {
  return name?.value ?? '';
}

/** The image without registry, tag and digest: it may be the name of a stage. A registry has a dot in it. */
function baseOf({ image }: Stage): string {
  return image?.text.replace(/^[^/$]*\.[^/$]*\//, '').replace(/[:@][^}]*$/, '') ?? '';
}
