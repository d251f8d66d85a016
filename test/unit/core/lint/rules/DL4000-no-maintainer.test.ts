import { ruleCases } from './cases.ts';

ruleCases('DL4000', [
  { name: 'a label', text: 'FROM a:1\nLABEL maintainer=me\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD MAINTAINER me\n' },
  {
    name: 'MAINTAINER',
    text: 'FROM a:1\r\n  «MAINTAINER» Ann Smith <ann@example.com>\r\n',
    fixed: 'FROM a:1\r\n  LABEL org.opencontainers.image.authors="Ann Smith <ann@example.com>"\r\n',
  },
  {
    name: 'MAINTAINER in lower case and quotes',
    text: 'from a:1\n«maintainer» \'Ann "A" Smith\'\n',
    fixed: 'from a:1\nlabel org.opencontainers.image.authors="Ann \\"A\\" Smith"\n',
  },
  {
    name: 'MAINTAINER with another escape',
    text: '# escape=`\nFROM a:1\n«MAINTAINER» "Ann" Smith\n',
    fixed: '# escape=`\nFROM a:1\nLABEL org.opencontainers.image.authors="`"Ann`" Smith"\n',
  },
  { name: 'MAINTAINER before FROM', text: '«MAINTAINER» me\nFROM a:1\n' },
  { name: 'MAINTAINER with a variable', text: 'FROM a:1\n«MAINTAINER» $ME\n' },
  { name: 'MAINTAINER over two lines', text: 'FROM a:1\n«MAINTAINER» Ann \\\n  Smith\n' },
  {
    name: 'MAINTAINER beside the label',
    text: 'FROM a:1 AS b\nLABEL org.opencontainers.image.authors=me\nFROM b\n«MAINTAINER» you\n',
  },
  {
    name: 'MAINTAINER where the label is not allowed',
    text: 'FROM a:1\n«MAINTAINER» me\n',
    configuration: { strictLabels: true },
  },
  {
    name: 'MAINTAINER where the label must be an address',
    text: 'FROM a:1\n«MAINTAINER» me\n',
    configuration: { labelSchema: { 'org.opencontainers.image.authors': 'email' } },
  },
]);
