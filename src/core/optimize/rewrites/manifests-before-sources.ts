import type { TextEdit } from '../../text.ts';
import { type LateSources, lateSources } from '../dependencies/late-sources.ts';
import type { BuildModel } from '../model/build-model.ts';
import { type Answer, type Draft, defineRewrite, none, type Place } from '../rewrite.ts';

export const manifestsBeforeSources = defineRewrite({
  id: 'manifests-before-sources',
  kind: 'cache',
  title: 'Copy the manifests and install before the sources are copied',
  safety: 'both',
  precondition:
    'The build context is known; what is copied before an install holds its manifests; neither the install nor anything in between reads more than these.',
  evidence: 'After a change of a source a Node service was rebuilt in 1.4 s instead of 6.5 s.',
  propose({ stages, context, dockerfile, final }: BuildModel): readonly Answer[] {
    if (!context) return [none('The build context is not known, and so is what an install reads.')];
    if (!context.complete) return [none('Not every file of the build context is known.')];
    const found: LateSources[] = [];
    let reason: string | undefined;
    for (const stage of stages) {
      const late = lateSources(stage, context, dockerfile, stage === final);
      if (typeof late === 'string') reason ??= late;
      else if (late) found.push(late);
    }
    const drafts = [false, true].flatMap((isDoubtful): Draft[] => {
      const some = found.filter(({ doubt }) => (doubt !== undefined) === isDoubtful);
      if (some.length === 0) return [];
      const places = some.map(({ at, edits }): Place => ({ range: at.range, edits: edits as TextEdit[] }));
      return [
        {
          safe: !isDoubtful,
          reason: 'A change of any source makes the builder install everything again.',
          effect: 'After a change of a source the install is taken from the cache.',
          places,
          ...(isDoubtful ? { question: [...new Set(some.map(({ doubt }) => doubt))].join(' ') } : {}),
        },
      ];
    });
    return drafts.length > 0 ? drafts : [none(reason ?? 'No install comes after the sources.')];
  },
});
