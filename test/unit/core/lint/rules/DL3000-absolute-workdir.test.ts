import { ruleCases } from './cases.ts';

ruleCases('DL3000', [
  { name: 'an absolute path', text: 'FROM a:1\nWORKDIR /app\n' },
  { name: 'a variable', text: 'FROM a:1\nWORKDIR ${APP}/x\n' },
  { name: 'a Windows path in quotes', text: "FROM a:1\nWORKDIR 'C:\\'\n" },
  {
    name: 'a relative path, which the base image may have moved',
    text: 'FROM a:1\nWORKDIR «app»\n',
    fixed: 'FROM a:1\nWORKDIR /app\n',
    safety: 'review',
  },
  {
    name: 'a relative path below an absolute one',
    text: 'FROM a:1\nWORKDIR /srv/x\nWORKDIR «../app»\n',
    fixed: 'FROM a:1\nWORKDIR /srv/x\nWORKDIR /srv/app\n',
  },
  {
    name: 'a relative path in a stage built on another one, in its quotes',
    text: 'FROM a:1 AS base\r\nWORKDIR /srv\r\nFROM base\r\nWORKDIR \\\r\n  «"app"»\r\n',
    fixed: 'FROM a:1 AS base\r\nWORKDIR /srv\r\nFROM base\r\nWORKDIR \\\r\n  "/srv/app"\r\n',
  },
  {
    name: 'a path of one character',
    text: 'FROM a:1\nWORKDIR «a»\n',
    fixed: 'FROM a:1\nWORKDIR /a\n',
    safety: 'review',
  },
  { name: 'a path below one that is only known when it is built', text: 'FROM a:1\nWORKDIR $X\nWORKDIR «app»\n' },
  {
    name: 'a path below one that is as long as no path may be',
    text: `FROM a:1\nWORKDIR /${'x'.repeat(4095)}\nWORKDIR «app»\n`,
  },
  { name: 'the body of ONBUILD', text: 'FROM a:1\nONBUILD WORKDIR app\n' },
]);
