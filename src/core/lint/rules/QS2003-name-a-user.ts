import type { Stage } from '../../dockerfile/model.ts';
import { defineRule } from '../rule.ts';

interface Memory {
  readonly stage: Stage | undefined;
  readonly image: string;
  hasUser: boolean;
}

export const nameAUser = defineRule<undefined, Memory>({
  code: 'QS2003',
  severity: 'ignore',
  fix: { none: 'what the user is called, and which files are to be his, is for you to say' },
  summary: 'Name a user other than root: without USER the container runs as whoever the base image says, mostly root',
  perStage: (parent, stage) => ({
    stage,
    image: parent?.image ?? stage?.image?.text ?? '',
    hasUser: parent?.hasUser ?? false,
  }),
  on: {
    USER: (_, { inStage }) => {
      inStage.hasUser = true;
    },
  },
  atEnd: ({ inStage: { hasUser, image, stage }, report }) => {
    if (!stage || hasUser || /nonroot|rootless|unprivileged/.test(image)) return;
    report(stage.image ?? stage.from, { instruction: stage.from });
  },
});
