import { ruleCases } from './cases.ts';

ruleCases('QS2005', [
  { name: 'a stage that is left behind', text: 'FROM a:1 AS b\nVOLUME /data\nFROM c:1\n' },
  { name: 'scratch', text: 'FROM a:1\nVOLUME /tmp /var/cache/b\nVOLUME ["/run"]\n' },
  { name: 'a volume', text: 'FROM a:1\n«VOLUME» /tmp /b\n' },
  { name: 'a volume of the stage that it is built on', text: 'FROM a:1 AS b\n«VOLUME» /data\nFROM b\n«VOLUME» /c\n' },
]);
