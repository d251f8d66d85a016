import { ruleCases } from './cases.ts';

ruleCases('DL3007', [
  { name: 'a version', text: 'FROM debian:12\n' },
  { name: 'latest with a digest', text: 'FROM debian:latest@sha256:abcdef\n' },
  { name: 'a tag that ends in latest', text: 'FROM debian:12-latest\n' },
  { name: 'latest', text: 'FROM debian:«latest»\n' },
  {
    name: 'latest behind a registry with a port',
    text: 'FROM --platform=linux/amd64 r.example:5000/a/b:«latest» AS x\n',
  },
]);
