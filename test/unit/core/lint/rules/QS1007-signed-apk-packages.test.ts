import { ruleCases } from './cases.ts';

ruleCases('QS1007', [
  { name: 'signed packages', text: 'FROM a:1\nRUN apk add --no-cache b=1\n' },
  {
    name: 'the flag',
    text: 'FROM a:1\nRUN apk add «--allow-untrusted» b.apk\n',
    fixed: 'FROM a:1\nRUN apk add b.apk\n',
    safety: 'review',
  },
]);
