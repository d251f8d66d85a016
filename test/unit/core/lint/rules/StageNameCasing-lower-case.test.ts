import { ruleCases } from './cases.ts';

ruleCases('StageNameCasing', [
  { name: 'lower case', text: 'FROM a:1 AS build-1\n' },
  { name: 'a name with a capital', text: 'FROM a:1 AS «Build»\n', fixed: 'FROM a:1 AS build\n' },
  {
    name: 'a name that others use',
    text: 'FROM a:1 as «Build»\nRUN --mount=type=bind,from=Build,target=/x y\nFROM Build\nCOPY --from=Build --link a b\nCOPY --from=build a b\nONBUILD COPY --from=Build a b\n',
    fixed:
      'FROM a:1 as build\nRUN --mount=type=bind,from=build,target=/x y\nFROM build\nCOPY --from=build --link a b\nCOPY --from=build a b\nONBUILD COPY --from=build a b\n',
  },
  { name: 'two names that would become one', text: 'FROM a:1 AS build\nFROM a:1 AS «Build»\n' },
  { name: 'a name that would become a reserved one', text: 'FROM a:1 AS «Scratch»\n' },
  { name: 'a name in a flag in quotes', text: 'FROM a:1 AS «Build»\nFROM a:2\nCOPY --from="Build" a b\n' },
  { name: 'a name where the file switches the check off', text: '# check=skip=StageNameCasing\nFROM a:1 AS Build\n' },
]);
