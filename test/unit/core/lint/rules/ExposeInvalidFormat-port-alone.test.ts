import { ruleCases } from './cases.ts';

ruleCases('ExposeInvalidFormat', [
  { name: 'ports', text: 'FROM a:1\nEXPOSE 80 80-90/udp ${P:-80} :80\n' },
  { name: 'a port of the host', text: 'FROM a:1\nEXPOSE «8080:80»\n', fixed: 'FROM a:1\nEXPOSE 80\n' },
  {
    name: 'an address',
    text: 'FROM a:1\nEXPOSE «127.0.0.1:8080:80/tcp» [::1]:81:82\n',
    fixed: 'FROM a:1\nEXPOSE 80/tcp 82\n',
  },
  { name: 'a variable', text: 'FROM a:1\nEXPOSE «$P:80»\n' },
  { name: 'what stands in a variable', text: 'FROM a:1\nENV P=8080:80\nEXPOSE «$P»\n' },
]);
