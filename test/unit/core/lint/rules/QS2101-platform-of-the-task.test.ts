import { ruleCases } from './cases.ts';

const service = { port: 80, architecture: 'arm64' } as const;

ruleCases('QS2101', [
  { name: 'anything where no service is known', text: 'FROM --platform=linux/amd64 a:1\n' },
  { name: 'the platform of the task', text: 'FROM --platform=linux/aarch64 a:1\n', service },
  { name: 'the system alone', text: 'FROM --platform=linux a:1\n', service },
  { name: 'what a variable stands for', text: 'FROM --platform=$TARGETPLATFORM a:1\n', service },
  { name: 'a stage that is left behind', text: 'FROM --platform=linux/amd64 a:1 AS b\nFROM c:1\n', service },
  {
    name: 'another architecture',
    text: 'FROM --platform=«linux/amd64» a:1\n',
    fixed: 'FROM --platform=linux/arm64 a:1\n',
    safety: 'review',
    service,
  },
  {
    name: 'another system, below the last stage',
    text: 'FROM --platform=«windows/amd64» a:1 AS b\nFROM b\n',
    fixed: 'FROM --platform=linux/amd64 a:1 AS b\nFROM b\n',
    safety: 'review',
    service: { port: 80, architecture: 'x86_64' },
  },
]);
