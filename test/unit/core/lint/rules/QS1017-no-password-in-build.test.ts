import { ruleCases } from './cases.ts';

ruleCases('QS1017', [
  { name: 'a user without a password', text: 'FROM a:1\nRUN useradd -m app && echo chpasswd\n' },
  { name: 'a password from a secret', text: 'FROM a:1\nRUN --mount=type=secret,id=p chpasswd < /run/secrets/p\n' },
  { name: 'a password', text: 'FROM a:1\nRUN echo "root:root" | «chpasswd»\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD RUN echo "root:$P" | «chpasswd» -e\n' },
]);
