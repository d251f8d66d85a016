import { defineRewrite, none, type Place } from '../rewrite.ts';

export const copyLink = defineRewrite({
  id: 'copy-link',
  kind: 'cache',
  title: 'Copy into layers that do not depend on those below',
  safety: 'review',
  onRequest:
    'Builders before dockerfile 1.4 do not know --link, and a folder of the image that is a link would be replaced.',
  precondition: 'The destination is an absolute path whose folders are no links in the base image.',
  evidence:
    'Layers made with --link stay valid when what lies below them changes, and can be put on a new base without a build.',
  propose({ final }) {
    const places: Place[] = final.steps.flatMap(({ instruction }) => {
      const { keyword, flags, keywordRange, range, words, heredocs } = instruction;
      const target = words.at(-1)?.value ?? '';
      const isOpen =
        keyword === 'COPY' &&
        heredocs.length === 0 &&
        !flags.some(({ name, value }) => name === 'link' || (name === 'chown' && /[a-z]/i.test(value ?? '')));
      if (!isOpen || !/^\/[^/]+\//.test(target) || /^\/(bin|sbin|lib|lib64|var\/run)\//.test(target)) return [];
      const at = { start: keywordRange.end, end: keywordRange.end };
      return [{ range, edits: [{ range: at, newText: ' --link' }] }];
    });
    if (places.length === 0) return none('No COPY goes to an absolute path that is known.');
    return {
      safe: false,
      reason: 'Each layer of a COPY is made anew when one below it changes.',
      effect: 'A new base image, or an earlier change, leaves these layers as they are.',
      question: 'Is no folder on the way to the destination a link in the base image?',
      places,
    };
  },
});
