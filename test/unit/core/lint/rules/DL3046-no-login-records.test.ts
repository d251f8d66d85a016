import { ruleCases } from './cases.ts';

ruleCases('DL3046', [
  { name: 'low numbers', text: 'FROM a:1\nRUN useradd a && useradd -u 10000 b && useradd -u $U c\n' },
  { name: 'the option', text: 'FROM a:1\nRUN useradd -l -u 1000000 a; useradd --no-log-init -mu 1000000 b\n' },
  { name: 'a number that hadolint does not read', text: 'FROM a:1\nRUN useradd --uid 1000000 a\n' },
  {
    name: 'a high number',
    text: 'FROM a:1\nRUN useradd -u «1000000» a\n',
    fixed: 'FROM a:1\nRUN useradd -l -u 1000000 a\n',
  },
  {
    name: 'every user of a RUN, as one finding',
    text: 'FROM a:1\r\nRUN useradd \\\r\n    # note\r\n    -mu «"1000000"» a \\\r\n && useradd -u $USER_ID b\r\n',
    fixed: 'FROM a:1\r\nRUN useradd -l \\\r\n    # note\r\n    -mu "1000000" a \\\r\n && useradd -l -u $USER_ID b\r\n',
  },
  {
    name: 'a user in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN useradd a -u «1000000»\n',
    fixed: 'FROM a:1\nONBUILD RUN useradd -l a -u 1000000\n',
  },
  {
    name: 'a user in exec form',
    text: 'FROM a:1\nRUN ["useradd", "-u", "«1000000»", "a"]\n',
    fixed: 'FROM a:1\nRUN ["useradd", "-l", "-u", "1000000", "a"]\n',
  },
]);
