import { ruleCases } from './cases.ts';

ruleCases('DL3020', [
  { name: 'an archive', text: 'FROM a:1\nADD app.tar.gz /app/\n' },
  { name: 'an address', text: 'FROM a:1\nADD "https://example.com/x" /app/\n' },
  { name: 'several archives as JSON', text: 'FROM a:1\nADD ["a.tgz", "b.txz", "/app/"]\n' },
  { name: 'a file', text: 'FROM a:1\n«ADD» package.json /app/\n', fixed: 'FROM a:1\nCOPY package.json /app/\n' },
  {
    name: 'a folder, with an owner and over two lines',
    text: 'FROM a:1\r\n  «add» --chown=app \\\r\n    # the sources\r\n    src /app/\r\n',
    fixed: 'FROM a:1\r\n  COPY --chown=app \\\r\n    # the sources\r\n    src /app/\r\n',
  },
  {
    name: 'a pattern, which may match an archive',
    text: 'FROM a:1\n«ADD» dist/* /\n',
    fixed: 'FROM a:1\nCOPY dist/* /\n',
    safety: 'review',
  },
  { name: 'a file beside an archive, which COPY would not unpack', text: 'FROM a:1\n«ADD» a.txt b.tgz /\n' },
  { name: 'a repository, which COPY cannot fetch', text: 'FROM a:1\n«ADD» git@github.com:o/r.git /r\n' },
  { name: 'a variable, which may be an address', text: 'FROM a:1\n«ADD» $FILE /\n' },
  { name: 'a file whose checksum is told', text: 'FROM a:1\n«ADD» --checksum=sha256:ab x /\n' },

  { name: 'a file for a place that only the base image knows', text: 'FROM a:1\n«ADD» x y\n' },
  {
    name: 'a file for a place below a WORKDIR',
    text: 'FROM a:1\nWORKDIR /x\n«ADD» x y\n',
    fixed: 'FROM a:1\nWORKDIR /x\nCOPY x y\n',
  },
  { name: 'files for one name', text: 'FROM a:1\n«ADD» x y /z\n' },
  { name: 'a file that becomes an archive', text: 'FROM a:1\n«ADD» x /y.tar\n' },
]);
