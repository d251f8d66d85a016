import { ruleCases } from './cases.ts';

ruleCases('InvalidDefaultArgInFrom', [
  { name: 'a default', text: 'ARG V=1 R=docker.io/library\nFROM $R/a:$V\n' },
  { name: 'a default in place', text: 'ARG V\nFROM a:${V:-1}\n' },
  { name: 'no default', text: 'ARG V\nFROM «a:$V»\n' },
  { name: 'a default that is empty', text: 'ARG I=\nFROM «$I»\n' },
  { name: 'a default that is no name', text: 'ARG I=Alpine\nFROM «${I}»\n' },
  { name: 'a tag that is none', text: 'ARG V=-1\nFROM «a:$V» AS b\n' },
]);
