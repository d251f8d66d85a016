import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1013', [
  {
    name: 'npm that verifies',
    text: 'FROM a:1\nRUN npm config set strict-ssl true && npm ci --strict-ssl && echo strict-ssl false\n',
  },
  {
    name: 'a setting',
    text: 'FROM a:1\nRUN npm config set «strict-ssl false» -g && yarn config set "strict-ssl" false\n',
    fixed: 'FROM a:1\nRUN npm config set strict-ssl true -g && yarn config set "strict-ssl" true\n',
    safety,
  },
  {
    name: 'a setting in one word',
    text: 'FROM a:1\nRUN npm set «strict-ssl=false»\nRUN npm ci «--strict-ssl=false»\n',
    fixed: 'FROM a:1\nRUN npm set strict-ssl=true\nRUN npm ci --strict-ssl=true\n',
    safety,
  },
  {
    name: 'the setting of newer Yarn',
    text: 'FROM a:1\nRUN yarn config set «enableStrictSsl false»\n',
    fixed: 'FROM a:1\nRUN yarn config set enableStrictSsl true\n',
    safety,
  },
  { name: 'a flag', text: 'FROM a:1\nRUN npm «--no-strict-ssl» ci\n', fixed: 'FROM a:1\nRUN npm ci\n', safety },
  { name: 'an array, which is left as it is', text: 'FROM a:1\nRUN ["npm", "set", "«strict-ssl", "false»"]\n' },
]);
