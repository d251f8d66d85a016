import { ruleCases } from './cases.ts';

ruleCases('DL3011', [
  { name: 'ports and ranges', text: 'FROM a:1\nEXPOSE 0 80/tcp 65535/udp 8000-9000\n' },
  { name: 'variables', text: 'FROM a:1\nEXPOSE $PORT ${PORT}/tcp 80-${PORT}\n' },
  { name: 'a port that does not exist', text: 'FROM a:1\nEXPOSE 80 \\\n  «65536/tcp»\n' },
  { name: 'a range with an end that does not exist', text: 'FROM a:1\nEXPOSE «1-70000»\n' },
  { name: 'two of them once', text: 'FROM a:1\nEXPOSE «80000» 80 90000\n' },
  { name: 'the body of ONBUILD', text: 'FROM a:1\nONBUILD EXPOSE 80000\n' },
]);
