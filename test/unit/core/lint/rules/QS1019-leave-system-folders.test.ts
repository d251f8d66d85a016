import { ruleCases } from './cases.ts';

ruleCases('QS1019', [
  {
    name: 'folders of your own',
    text: 'FROM a:1\nWORKDIR /usr/src/app\nWORKDIR /\nWORKDIR etc\nVOLUME /var/lib/b /dev/shm\n',
  },
  {
    name: 'a folder within one of the system',
    text: 'FROM a:1\nWORKDIR /etc/nginx\nRUN --mount=type=bind,target=/etc/b.conf c\n',
  },
  { name: 'what a variable stands for', text: 'FROM a:1\nENV D=/etc\nWORKDIR $D\n' },
  { name: 'a WORKDIR', text: 'FROM a:1\nWORKDIR «/etc/»\nWORKDIR «"/usr/bin"»\nWORKDIR «/proc/1»\n' },
  { name: 'a VOLUME, several as one', text: 'FROM a:1\nVOLUME /data «/sys» /dev\nVOLUME [«"/boot"»]\n' },
  { name: 'a mount', text: 'FROM a:1\nRUN «--mount=type=cache,target=/usr/lib» b\n' },
]);
