import { ruleCases } from './cases.ts';

ruleCases('DL3009', [
  { name: 'lists that are deleted', text: 'FROM a:1\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\n' },
  {
    name: 'lists on a cache mount',
    text: 'FROM a:1\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update\n',
  },
  {
    name: 'lists on cache mounts above',
    text: 'FROM a:1\nRUN --mount=type=cache,target=/var/cache/apt --mount=type=cache,target=/var/lib/apt apt-get update\n',
  },
  { name: 'a stage that nothing is taken from but files', text: 'FROM a:1 AS build\nRUN apt-get update\nFROM b:1\n' },
  {
    name: 'lists that stay',
    text: 'FROM a:1\nRUN «apt-get update» && apt-get install -y x\n',
    fixed: 'FROM a:1\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\n',
  },
  {
    name: 'lists of a RUN whose lines begin with &&',
    text: 'FROM a:1\r\nRUN set -x \\\r\n\t&& «apt-get -q update» \\\r\n\t# tools\r\n\t&& apt-get install -y \\\r\n\t\tcurl\r\nUSER app\r\n',
    fixed:
      'FROM a:1\r\nRUN set -x \\\r\n\t&& apt-get -q update \\\r\n\t# tools\r\n\t&& apt-get install -y \\\r\n\t\tcurl \\\r\n\t&& rm -rf /var/lib/apt/lists/*\r\nUSER app\r\n',
  },
  {
    name: 'lists of a RUN whose lines end with &&, with another escape',
    text: '# escape=`\nFROM a:1\nRUN «apt update» && `\n    apt install -y `\n      curl',
    fixed:
      '# escape=`\nFROM a:1\nRUN apt update && `\n    apt install -y `\n      curl && `\n    rm -rf /var/lib/apt/lists/*',
  },
  {
    name: 'lists of a stage that the last one is built on',
    text: 'FROM a:1 AS base\nRUN «aptitude update»; x\nFROM base\n',
    fixed: 'FROM a:1 AS base\nRUN aptitude update; x && rm -rf /var/lib/apt/lists/*\nFROM base\n',
  },
  {
    name: 'lists in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN «apt-get update»\nFROM b:1\n',
    fixed: 'FROM a:1\nONBUILD RUN apt-get update && rm -rf /var/lib/apt/lists/*\nFROM b:1\n',
  },
  { name: 'lists that a later RUN installs from', text: 'FROM a:1\nRUN «apt-get update»\nRUN apt-get install -y x\n' },
  {
    name: 'lists that a later stage installs from',
    text: 'FROM a:1 AS base\nRUN «apt-get update»\nFROM base\nRUN apt-get install -y x\n',
  },
  {
    name: 'lists that are fetched again before they are needed',
    text: 'FROM a:1\nRUN «apt-get update»\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\n',
    fixed:
      'FROM a:1\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\n',
  },
  { name: 'lists in exec form', text: 'FROM a:1\nRUN ["«apt-get", "update»"]\n' },
  { name: 'lists in a heredoc', text: 'FROM a:1\nRUN <<EOF\n«apt-get update»\nEOF\n' },
  { name: 'lists in an open block', text: 'FROM a:1\nRUN if x; then «apt-get update»; fi\n' },
  { name: 'lists before a remark of the shell', text: 'FROM a:1\nRUN «apt-get update» # now\n' },
  { name: 'lists before an early exit', text: 'FROM a:1\nRUN «apt-get update»; exit 0; x\n' },
]);
