import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1016', [
  { name: 'no host', text: 'FROM a:1\nENV PIP_TRUSTED_HOST=""\nARG PIP_TRUSTED_HOST\n' },
  {
    name: 'an ENV',
    text: 'FROM a:1\nENV PIP_INDEX_URL=https://b \\\n    «PIP_TRUSTED_HOST=b.example»\n',
    fixed: 'FROM a:1\nENV PIP_INDEX_URL=https://b\n',
    safety,
  },
  {
    name: 'what one command is given',
    text: 'FROM a:1\nRUN «PIP_TRUSTED_HOST=b» pip install -r c.txt\n',
    fixed: 'FROM a:1\nRUN pip install -r c.txt\n',
    safety,
  },
]);
