import { ruleCases } from './cases.ts';

ruleCases('DL3010', [
  { name: 'a file that is no archive', text: 'FROM a:1\nCOPY x.zip y /srv/\nRUN unzip /srv/x.zip\n' },
  { name: 'an archive that is only listed', text: 'FROM a:1\nCOPY x.tar /srv/\nRUN tar -tf /srv/x.tar\n' },
  {
    name: 'an archive that is unpacked in the old manner',
    text: 'FROM a:1\nCOPY x.tar /srv/\nRUN tar xf /srv/x.tar\n',
  },
  { name: 'an archive of another stage', text: 'FROM a:1\nCOPY --from=b x.tar /srv/\nRUN tar -xf /srv/x.tar\n' },
  { name: 'an archive that was unpacked before it came', text: 'FROM a:1\nRUN tar -xf x.tar\nCOPY x.tar /srv/\n' },
  {
    name: 'an archive of a stage before the last',
    text: 'FROM a:1\nCOPY x.tar /srv/\nRUN tar -xf /srv/x.tar\nFROM b:1\n',
  },
  {
    name: 'an archive by the name of its source',
    text: 'FROM a:1\nCOPY --chown=1 src/x.tgz y /srv/\nRUN tar -xf x.tgz\n'.replace('src/x.tgz', '«src/x.tgz»'),
  },
  {
    name: 'an archive by the name that it gets',
    text: 'FROM a:1\nCOPY x.tar.xz «/tmp/y.tar.xz»\nRUN a && unxz "/tmp/y.tar.xz"\n',
  },
  {
    name: 'an archive with long options',
    text: 'FROM a:1\nCOPY ["«x.tar»", "/srv/"]\nRUN cd /srv && tar --extract --file x.tar\n'.replace(
      '"«x.tar»"',
      '«"x.tar"»',
    ),
  },
  {
    name: 'two archives of one COPY once',
    text: 'FROM a:1\nCOPY «a.gz» b.gz /srv/\nRUN gunzip /srv/a.gz\nRUN gunzip /srv/b.gz\n',
  },
  { name: 'a path of Windows', text: 'FROM a:1\nCOPY lib\\x.tar «lib\\y.tar»\nRUN tar -xf y.tar\n' },
]);
