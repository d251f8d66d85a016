import { ruleCases } from './cases.ts';

ruleCases('QS2002', [
  { name: 'root', text: 'FROM a:1\nEXPOSE 80\n' },
  { name: 'who becomes root again', text: 'FROM a:1\nUSER 1\nEXPOSE 80\nUSER 0:0\n' },
  { name: 'a user that only the build knows', text: 'FROM a:1\nARG U\nUSER $U\nEXPOSE 80\n' },
  { name: 'a port that all may bind', text: 'FROM a:1\nUSER 1\nEXPOSE 8080 1024 $P\n' },
  { name: 'a program that may', text: 'FROM a:1\nRUN setcap cap_net_bind_service=+ep /b\nUSER 1\nEXPOSE 80\n' },
  { name: 'a stage that is left behind', text: 'FROM a:1 AS b\nUSER 1\nEXPOSE 80\nFROM c:1\n' },
  { name: 'a port below 1024', text: 'FROM a:1\nEXPOSE 8080 «80/tcp» 443\nUSER app\n' },
  { name: 'a port of the stage that it is built on', text: 'FROM a:1 AS b\nEXPOSE «443»\nFROM b\nUSER 1000\n' },
]);
