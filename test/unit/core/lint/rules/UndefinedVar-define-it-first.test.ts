import { ruleCases } from './cases.ts';

ruleCases('UndefinedVar', [
  { name: 'what is defined', text: 'FROM alpine:3\nARG A\nENV B=1 PATH=/x:$PATH\nCOPY --chown=$A $B/ /c\n' },
  { name: 'what a stage below defines', text: 'FROM alpine:3 AS a\nARG A\nENV B=1\nFROM a\nENV C=$A$B\n' },
  { name: 'what the shell looks up', text: 'FROM alpine:3\nRUN x $Y\nCMD ["$Z"]\n' },
  { name: 'what is no variable', text: "FROM alpine:3\nENV A='$X' B=\\$Y C=$\n" },
  { name: 'what an image may set', text: 'FROM node:22\nENV A=$NODE_VERSION\n' },
  { name: 'a heredoc in quotes', text: 'FROM alpine:3\nCOPY <<"EOF" /x\n$y\nEOF\n' },
  { name: 'an ARG that refers to one before it', text: 'FROM alpine:3\nARG A=1 B=$A\n' },
  { name: 'what is not defined', text: 'FROM alpine:3\nCOPY «$X»/y /z\n' },
  { name: 'what has a default', text: 'FROM alpine:3\nENV A=«${B»} C=«${D»:-x}\n' },
  { name: 'what is defined in the same line', text: 'FROM alpine:3\nENV A=1 B=«$A»\n' },
  { name: 'itself', text: 'FROM alpine:3\nARG A=«$A»\n' },
  {
    name: 'what stands in a mount, a volume or a path',
    text: 'FROM alpine:3\nRUN --mount=type=cache,target=«$A» x\nVOLUME «$B»\nWORKDIR /«${C»}\n',
  },
  { name: 'what stands in a heredoc', text: "FROM alpine:3\nCOPY <<EOF /x\n'«$y»'\nEOF\n" },
  { name: 'a slip of the pen on any image', text: 'FROM node:22\nARG SOURCE=x\nCOPY «${SORCE»} /y\n' },
  { name: 'lower case on any image', text: 'FROM node:22\nENV A=«$version»\n' },
  { name: 'an ARG before FROM that the stage does not take up', text: 'ARG V=1\nFROM alpine:3\nENV A=«$V»\n' },
  { name: 'a variable of another stage', text: 'FROM alpine:3 AS a\nENV V=1\nFROM alpine:3\nENV A=«$V»\n' },
]);
