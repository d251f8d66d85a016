import { ruleCases } from './cases.ts';

ruleCases('DL3026', [
  { name: 'any image, as long as there is no list', text: 'FROM quay.io/x/y\nCOPY --from=x.io/y z /\n' },
  {
    name: 'what needs no registry',
    text: 'FROM scratch AS b\nFROM b\nCOPY --from=b x /\n',
    configuration: { trustedRegistries: ['x.io'] },
  },
  {
    name: 'images of Docker Hub',
    text: 'FROM debian\nFROM docker.io/x/y\nCOPY --from=x/y:1 z /\n',
    configuration: { trustedRegistries: ['docker.io'] },
  },
  {
    name: 'what a pattern allows',
    text: 'FROM a.x.io/y\nFROM reg.eu:5000/y\nFROM z.io/y\n',
    configuration: { trustedRegistries: ['*.x.io', 'reg.*', 'z.io'] },
  },
  {
    name: 'anything where all is allowed',
    text: 'FROM debian\nFROM x.io/y\n',
    configuration: { trustedRegistries: ['*'] },
  },
  {
    name: 'an image of another registry',
    text: 'FROM --platform=$BUILDPLATFORM «quay.io/x/y:1» AS b\n',
    configuration: { trustedRegistries: ['x.io', 'uay.io'] },
  },
  {
    name: 'an image of Docker Hub that is not on the list',
    text: 'FROM «debian:12»\nFROM «localhost/x»\n',
    configuration: { trustedRegistries: ['x.io'] },
  },
  { name: 'an image to copy from', text: 'COPY --from=«y.io/x» a /\n', configuration: { trustedRegistries: ['x.io'] } },
  {
    name: 'an image to mount, and two of them once',
    text: 'FROM x.io/y:1\nRUN --mount=type=bind,from=«y.io/x»,target=/x --mount=type=cache,target=/y,from=z.io/x a\n',
    configuration: { trustedRegistries: ['x.io'] },
  },
  {
    name: 'a mount of nothing',
    text: 'FROM x.io/y:1\nRUN --mount=type=secret,id=x --mount=type=cache,target=/y a\n',
    configuration: { trustedRegistries: ['x.io'] },
  },
]);
