import { ruleCases } from './cases.ts';

ruleCases('DL3019', [
  { name: 'the option', text: 'FROM a:1\nRUN apk --no-cache add x && apk add y --no-cache\n' },
  { name: 'a cache mount', text: 'FROM a:1\nRUN --mount=type=cache,target=/var/cache/apk apk add x\n' },
  { name: 'other commands', text: 'FROM a:1\nRUN apk update && apk del x\n' },
  {
    name: 'an install',
    text: 'FROM a:1\nRUN --mount=type=cache,target=/x «apk add» x\n',
    fixed: 'FROM a:1\nRUN --mount=type=cache,target=/x apk add --no-cache x\n',
  },
  {
    name: 'every install of a RUN, as one finding',
    text: 'FROM a:1\r\nRUN apk update \\\r\n && «apk -U add» x \\\r\n # note\r\n && apk add y && rm -rf /var/cache/apk/*\r\n',
    fixed:
      'FROM a:1\r\nRUN apk update \\\r\n && apk -U add --no-cache x \\\r\n # note\r\n && apk add --no-cache y && rm -rf /var/cache/apk/*\r\n',
  },
  {
    name: 'an install whose cache is deleted, which fails where there is none',
    text: 'FROM a:1\nRUN «apk add» x && rm /var/cache/apk/*\n',
    fixed: 'FROM a:1\nRUN apk add --no-cache x && rm /var/cache/apk/*\n',
    safety: 'review',
  },
  {
    name: 'an install in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN «apk add» x\n',
    fixed: 'FROM a:1\nONBUILD RUN apk add --no-cache x\n',
  },
  {
    name: 'an install in exec form',
    text: 'FROM a:1\nRUN ["«apk", "add»", "x"]\n',
    fixed: 'FROM a:1\nRUN ["apk", "add", "--no-cache", "x"]\n',
  },
]);
