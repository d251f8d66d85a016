import { ruleCases } from './cases.ts';

const bash = 'SHELL ["/bin/bash", "-c"]';

ruleCases('DL4005', [
  { name: 'other links', text: 'FROM a:1\nRUN ln -s /bin/bash /usr/bin/sh && mv x /bin/sh\n' },
  {
    name: 'a link',
    text: 'FROM a:1\nRUN ln -sf /bin/bash «/bin/sh»\n',
    fixed: `FROM a:1\n${bash}\n`,
    safety: 'review',
  },
  {
    name: 'a link in place of what was there',
    text: 'FROM a:1\r\n  RUN rm -f /bin/sh \\\r\n && ln -s bash «/bin/sh»\r\nUSER x\r\n',
    fixed: `FROM a:1\r\n  ${bash}\r\nUSER x\r\n`,
    safety: 'review',
  },
  {
    name: 'a link in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN ln -s /usr/bin/zsh «"/bin/sh"»\n',
    fixed: 'FROM a:1\nONBUILD SHELL ["/usr/bin/zsh", "-c"]\n',
    safety: 'review',
  },
  { name: 'a link where SHELL is set', text: `FROM a:1\n${bash}\nRUN ln -s /bin/bash «/bin/sh»\n` },
  { name: 'a link among other things', text: 'FROM a:1\nRUN x && ln -s /bin/bash «/bin/sh»\n' },
  { name: 'a link that may fail', text: 'FROM a:1\nRUN rm /bin/sh || ln -s /bin/bash «/bin/sh»\n' },
  { name: 'a link to no shell', text: 'FROM a:1\nRUN ln -s $X «/bin/sh»\nRUN ln -s «/bin/sh» /bin/x\n' },
  { name: 'a link with a comment', text: 'FROM a:1\nRUN rm /bin/sh \\\n # note\n && ln -s /bin/bash «/bin/sh»\n' },
  { name: 'a link in a heredoc', text: 'FROM a:1\nRUN <<EOF\nln -s /bin/bash «/bin/sh»\nEOF\n' },
]);
