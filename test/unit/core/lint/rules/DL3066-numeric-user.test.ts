import { ruleCases } from './cases.ts';

ruleCases('DL3066', [
  { name: 'numbers', text: 'FROM a:1\nUSER 1000\nUSER 0:app\n' },
  { name: 'an argument of the build', text: 'ARG U\nFROM a:1\nARG V=1\nUSER $U\nUSER ${V}:app\nUSER ${U:-x}\n' },
  { name: 'a name', text: 'FROM a:1\nUSER «app»\nUSER «node»:1000\n' },
  { name: 'a variable of the image', text: 'FROM a:1\nENV U=1\nUSER «${U}»\n' },
  { name: 'an argument that comes later', text: 'FROM a:1\nUSER «$U»\nARG U\n' },
  {
    name: 'root',
    text: 'FROM a:1\nUSER «root»:root\nUSER \\\n  «root»\n',
    fixed: 'FROM a:1\nUSER 0:root\nUSER \\\n  0\n',
  },
  { name: 'the body of ONBUILD', text: 'FROM a:1\nONBUILD USER app\n' },
]);
