import { ruleCases } from './cases.ts';

ruleCases('DL3018', [
  { name: 'versions and limits', text: 'FROM a:1\nRUN apk add a=1 b=~2 c~3 "d>4" "e<5"\n' },
  { name: 'a file', text: 'FROM a:1\nRUN apk add ./x.apk\n' },
  { name: 'values of options', text: 'FROM a:1\nRUN apk add --virtual x -X https://y --repository z a=1 -t b\n' },
  { name: 'other commands', text: 'FROM a:1\nRUN apk update && apk del x && apk upgrade\n' },
  { name: 'a package', text: 'FROM a:1\nRUN apk -U add a=1 \\\n  # note\n  «b» \\\n  c\n' },
  { name: 'a package of a tagged repository', text: 'FROM a:1\nRUN apk add «x@edge»\n' },
  { name: 'a variable', text: 'FROM a:1\nRUN apk add «$PACKAGES»\n' },
  { name: 'a package after an option with its value', text: 'FROM a:1\nRUN apk add --virtual=x «y»\n' },
  { name: 'a package in ONBUILD', text: 'FROM a:1\nONBUILD RUN ["apk", "add", "«x»"]\n' },
]);
