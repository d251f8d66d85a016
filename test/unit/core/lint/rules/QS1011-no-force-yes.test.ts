import { ruleCases } from './cases.ts';

ruleCases('QS1011', [
  { name: 'a plain yes', text: 'FROM a:1\nRUN apt-get install -y --yes --assume-yes b\n' },
  {
    name: 'the flag',
    text: 'FROM a:1\nRUN apt-get install -y «--force-yes» b\n',
    fixed: 'FROM a:1\nRUN apt-get install -y b\n',
    safety: 'review',
  },
]);
