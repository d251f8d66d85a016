import { ruleCases } from './cases.ts';

ruleCases('DL3028', [
  { name: 'versions', text: 'FROM a:1\nRUN gem install a:1 b:2 && gem i c:~>3\n' },
  {
    name: 'a version for all',
    text: 'FROM a:1\nRUN gem install a -v 1; gem install b --version 2; gem i c --version=3\n',
  },
  { name: 'what is for the compiler', text: 'FROM a:1\nRUN gem install a:1 -- --with-b c\n' },
  { name: 'what follows an option', text: 'FROM a:1\nRUN gem install --no-document a\n' },
  { name: 'other commands', text: 'FROM a:1\nRUN gem update a && gem sources\n' },
  { name: 'a gem', text: 'FROM a:1\nRUN gem install a:1 «b» c -- d\n' },
  { name: 'a gem after two options', text: 'FROM a:1\nRUN gem install --no-ri --no-rdoc «a»\n' },
  { name: 'a gem after an option that swallows the verb', text: 'FROM a:1\nRUN gem -N install «a»\n' },
  { name: 'a gem in ONBUILD', text: 'FROM a:1\nONBUILD RUN gem i «$A»\n' },
]);
