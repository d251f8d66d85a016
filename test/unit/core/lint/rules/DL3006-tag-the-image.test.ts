import { ruleCases } from './cases.ts';

ruleCases('DL3006', [
  { name: 'an image with a tag', text: 'FROM debian:12\n' },
  { name: 'an image with a digest', text: 'FROM debian@sha256:abcdef\n' },
  { name: 'scratch', text: 'FROM scratch\n' },
  { name: 'a variable', text: 'ARG BASE\nFROM $BASE\n' },
  { name: 'an earlier stage', text: 'FROM a:1 AS build\nFROM build\n' },
  { name: 'an image without a tag', text: 'FROM «debian»\n' },
  { name: 'an image after a platform and before a name', text: 'from --platform=linux/amd64 «debian» as build\n' },
  { name: 'a name that ends in a variable', text: 'FROM «img${x}»\n' },
  { name: 'a stage name in another case', text: 'FROM a:1 AS build\nFROM «Build»\n' },
  { name: 'its own name', text: 'FROM «build» AS build\n' },
]);
