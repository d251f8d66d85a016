import { ruleCases } from './cases.ts';

ruleCases('DL3063', [
  { name: 'other names', text: 'FROM scratch AS base\nFROM a:1 AS Scratch\nFROM context\n' },
  { name: 'names that mean something', text: 'FROM a:1 AS «scratch»\nFROM b:1 as «context»\n' },
]);
