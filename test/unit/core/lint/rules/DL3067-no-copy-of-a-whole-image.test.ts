import { ruleCases } from './cases.ts';

ruleCases('DL3067', [
  { name: 'the build context', text: 'FROM a:1\nCOPY / /\n' },
  { name: 'part of an image', text: 'FROM a:1\nCOPY --from=b:1 /x /\nCOPY --from=b:1 / /x\n' },
  {
    name: 'all of an image',
    text: 'FROM a:1\nCOPY --from=b:1 «/ /»\nCOPY --from=0 ["/", "/"]\n'.replace('["/", "/"]', '[«"/", "/"»]'),
  },
]);
