import { ruleCases } from './cases.ts';

const service = { port: 8080, architecture: 'x86_64' } as const;

ruleCases('QS2102', [
  { name: 'anything where no service is known', text: 'FROM a:1\nEXPOSE 80\n' },
  { name: 'no port at all', text: 'FROM a:1\nCMD ["a"]\n', service },
  { name: 'the port of the task among others', text: 'FROM a:1\nEXPOSE 9090 8000-8100/tcp\n', service },
  { name: 'a port that only the build knows', text: 'FROM a:1\nARG P\nEXPOSE 80 $P\n', service },
  { name: 'the port below the last stage', text: 'FROM a:1 AS b\nEXPOSE 8080\nFROM b\nEXPOSE 9090\n', service },
  { name: 'another port', text: 'FROM a:1\nEXPOSE «3000» 9090\nEXPOSE 80\n', service },
  { name: 'another protocol', text: 'FROM a:1\nEXPOSE «8080/udp»\n', service },
]);
