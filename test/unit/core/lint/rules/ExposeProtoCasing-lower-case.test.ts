import { ruleCases } from './cases.ts';

ruleCases('ExposeProtoCasing', [
  { name: 'lower case', text: 'FROM a:1\nEXPOSE 80 80/tcp 90/udp\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD EXPOSE 80/TCP\n' },
  { name: 'upper case', text: 'FROM a:1\nEXPOSE 80/«TCP»\n', fixed: 'FROM a:1\nEXPOSE 80/tcp\n' },
  { name: 'a protocol in a variable', text: 'FROM a:1\nENV P=TCP\nEXPOSE «80/$P»\n' },
  {
    name: 'several as one finding',
    text: 'FROM a:1\nEXPOSE 80/«Udp» \\\n  ${P}/TCP "90/Sctp"\n',
    fixed: 'FROM a:1\nEXPOSE 80/udp \\\n  ${P}/tcp "90/sctp"\n',
  },
]);
