import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1004', [
  {
    name: 'an index that is verified',
    text: 'FROM a:1\nRUN pip install --index-url https://b c && echo --trusted-host\n',
  },
  {
    name: 'a flag and its host',
    text: 'FROM a:1\nRUN pip3 install «--trusted-host» b.example -r c.txt\n',
    fixed: 'FROM a:1\nRUN pip3 install -r c.txt\n',
    safety,
  },
  {
    name: 'a flag with its host, more than one as one',
    text: 'FROM a:1\nRUN python3 -m pip install «--trusted-host=b» \\\n  --trusted-host=c \\\n  d\n',
    fixed: 'FROM a:1\nRUN python3 -m pip install \\\n  d\n',
    safety,
  },
  { name: 'a setting', text: 'FROM a:1\nRUN pip config set «global.trusted-host» b.example\n' },
]);
