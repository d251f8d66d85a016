import { ruleCases } from './cases.ts';

const bash = 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]';

ruleCases('DL4006', [
  { name: 'a RUN without a pipe', text: 'FROM a:1\nRUN a || b > c\n' },
  { name: 'a pipe after pipefail', text: `FROM a:1\n${bash}\nRUN a | b\n` },
  {
    name: 'a pipe after pipefail among other options',
    text: 'FROM a:1\nSHELL ["/usr/local/bin/zsh", "-eo", "pipefail", "-c"]\nRUN a | b\n',
  },
  { name: 'a pipe of PowerShell', text: 'FROM a:1\nSHELL ["pwsh", "-c"]\nRUN a | b\n' },
  { name: 'a pipe in ONBUILD', text: 'FROM a:1\nONBUILD RUN a | b\n' },
  { name: 'a pipe', text: 'FROM a:1\nRUN a «|» b\n', fixed: `FROM a:1\n${bash}\nRUN a | b\n`, safety: 'review' },
  {
    name: 'a pipe in a substitution, below its comments',
    text: 'FROM a:1\r\n\r\n# note\r\n# hadolint ignore=DL3003\r\n  RUN x=$(a \\\r\n  «|» b)\r\n',
    fixed: `FROM a:1\r\n\r\n  ${bash}\r\n# note\r\n# hadolint ignore=DL3003\r\n  RUN x=$(a \\\r\n  | b)\r\n`,
    safety: 'review',
  },
  {
    name: 'a pipe on Alpine, which has no bash',
    text: 'FROM alpine:3.20\nRUN a «|» b\n',
    fixed: 'FROM alpine:3.20\nSHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN a | b\n',
    safety: 'review',
  },
  {
    name: 'a pipe of a shell that does not know the option',
    text: 'FROM a:1\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN a «|» b\n',
    fixed: `FROM a:1\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\n${bash}\nRUN a | b\n`,
    safety: 'review',
  },
  {
    name: 'a pipe in the stage after the one that set it',
    text: `FROM a:1 AS b\n${bash}\nFROM b\nRUN set -o pipefail && a «|» b\n`,
    fixed: `FROM a:1 AS b\n${bash}\nFROM b\n${bash}\nRUN set -o pipefail && a | b\n`,
    safety: 'review',
  },
]);
