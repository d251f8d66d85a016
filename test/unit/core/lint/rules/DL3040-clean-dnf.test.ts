import { ruleCases } from './cases.ts';

ruleCases('DL3040', [
  { name: 'an installation that cleans up', text: 'FROM a:1\nRUN dnf -y in x-1 && dnf clean all\n' },
  { name: 'a cache that is deleted by hand', text: 'FROM a:1\nRUN microdnf -y up && rm -rf /var/cache/libdnf5\n' },
  {
    name: 'a cache outside of the image',
    text: 'FROM a:1\nRUN --mount=type=tmpfs,target=/root/.cache/libdnf5 dnf -y install x-1\n',
  },
  { name: 'a removal', text: 'FROM a:1\nRUN dnf -y remove x\n' },
  {
    name: 'what stays',
    text: 'FROM a:1\nRUN «dnf -y upgrade-minimal»\n',
    fixed: 'FROM a:1\nRUN dnf -y upgrade-minimal && dnf clean all\n',
  },
  {
    name: 'the cache of the other program',
    text: 'FROM a:1\nRUN «microdnf -y reinstall» x && dnf clean all\n',
    fixed: 'FROM a:1\nRUN microdnf -y reinstall x && dnf clean all && microdnf clean all\n',
  },
  {
    name: 'the caches of both',
    text: 'FROM a:1\nRUN «microdnf -y in» x-1 && dnf -y in y-1\n',
    fixed: 'FROM a:1\nRUN microdnf -y in x-1 && dnf -y in y-1 && dnf clean all && microdnf clean all\n',
  },
  { name: 'a clean-up that comes too early', text: 'FROM a:1\nRUN rm -rf /tmp/x; «dnf -y in» x-1 && dnf clean all\n' },
  {
    name: 'what stays in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN «dnf -y rei» x\n',
    fixed: 'FROM a:1\nONBUILD RUN dnf -y rei x && dnf clean all\n',
  },
]);
