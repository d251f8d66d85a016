import { ruleCases } from './cases.ts';

ruleCases('QS1021', [
  { name: 'harmless files', text: 'FROM a:1\nCOPY .env.example id_rsa.pub environment .npmrc ca.pem /b/\n' },
  { name: 'what a file is called in the image', text: 'FROM a:1\nCOPY settings .env\nCOPY <<EOF .env\nA=1\nEOF\n' },
  { name: 'a file of variables', text: 'FROM a:1\nCOPY package.json «.env» /b/\nCOPY «config/.env.production» /b/\n' },
  { name: 'a key', text: 'FROM a:1\nADD «.ssh/id_ed25519» /root/.ssh/\nCOPY [«"tls/private-key.pem"», "/tls/"]\n' },
  { name: 'credentials', text: 'FROM a:1\nCOPY «.aws/credentials» .netrc /root/\nCOPY «.aws/» /root/.aws/\n' },
  {
    name: 'a login of Docker, but no other config.json',
    text: 'FROM a:1\nCOPY config.json /b\nCOPY «.docker/config.json» /b\n',
  },
  { name: 'a pattern', text: 'FROM a:1\nCOPY «.env*» /b/\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD COPY «.env» /b/\n' },
]);
