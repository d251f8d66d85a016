import { ruleCases } from './cases.ts';

ruleCases('DL3016', [
  { name: 'versions and tags', text: 'FROM a:1\nRUN npm install -g a@1 "b@>2" @c/d@next\n' },
  { name: 'what package.json names', text: 'FROM a:1\nRUN npm ci && npm install --omit=dev\n' },
  { name: 'archives and folders', text: 'FROM a:1\nRUN npm install a.tgz b.tar.gz https://x/y.tar ./c ../d /e ~/f\n' },
  { name: 'a revision', text: 'FROM a:1\nRUN npm install git+https://x/y.git#v1 git://x/y#v2\n' },
  { name: 'values of options', text: 'FROM a:1\nRUN npm --loglevel error install --registry https://x a@1\n' },
  { name: 'other ways to install', text: 'FROM a:1\nRUN npm i a && npm --prefix /x install b && npm run install c\n' },
  { name: 'a package', text: 'FROM a:1\nRUN npm install --global a@1 «b» c\n' },
  { name: 'a package of a scope', text: 'FROM a:1\nRUN npm -g install «@a/b»\n' },
  { name: 'a repository', text: 'FROM a:1\nRUN npm install «git+ssh://git@x/y.git»\n' },
  { name: 'a short name of a repository', text: 'FROM a:1\nRUN npm install «a/b#c»\n' },
  { name: 'a variable in ONBUILD', text: 'FROM a:1\nONBUILD RUN npm install «${A}»\n' },
]);
