import { ruleCases } from './cases.ts';

ruleCases('DL3022', [
  {
    name: 'an image with a tag or a digest',
    text: 'FROM a:1\nCOPY --from=nginx:1 x /\nCOPY --from=nginx@sha256:ab x /\n',
  },
  { name: 'an earlier stage', text: 'FROM a:1 AS build\nFROM b:1\nCOPY --from=build x /\nCOPY --from=0 x /\n' },
  { name: 'what is no stage', text: 'FROM a:1 AS build\nFROM b:1\nCOPY --chown=1 --from=«builder» x /\n' },
  { name: 'a later stage', text: 'FROM a:1\nCOPY --from=«build» x /\nFROM b:1 AS build\n' },
  { name: 'a number that is not reached yet', text: 'FROM a:1\nCOPY --from=«1» x /\nFROM b:1\n' },
  {
    name: 'a stage in another case',
    text: 'FROM a:1 AS Build\nFROM b:1\nCOPY --from=«build» x /\n',
    fixed: 'FROM a:1 AS Build\nFROM b:1\nCOPY --from=Build x /\n',
  },
  {
    name: 'its own stage in another case, which it could not copy from either',
    text: 'FROM b:1 AS Build\nCOPY --from=«build» x /\n',
  },
]);
