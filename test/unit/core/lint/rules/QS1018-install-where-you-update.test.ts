import { ruleCases } from './cases.ts';

ruleCases('QS1018', [
  { name: 'an update for an installation', text: 'FROM a:1\nRUN apt-get update && apt-get install -y b=1\n' },
  {
    name: 'an update for a script',
    text: 'FROM a:1\nRUN apt-get update && ./install-deps && rm -rf /var/lib/apt/lists/*\n',
  },
  { name: 'an update for a variable command', text: 'FROM a:1\nRUN apt-get update && $(cat x)\n' },
  {
    name: 'a list that outlives the layer',
    text: 'FROM a:1\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update\n',
  },
  { name: 'an update of what is installed', text: 'FROM a:1\nRUN yum update -y && dnf update -y\n' },
  { name: 'an update alone', text: 'FROM a:1\nRUN «apt-get -qq update»\nRUN apt-get install -y b=1\n' },
  { name: 'an update that is cleaned up at once', text: 'FROM a:1\nRUN «apt update» && rm -rf /var/lib/apt/lists/*\n' },
  { name: 'an update of Alpine', text: 'FROM a:1\nRUN «apk update»\n' },
]);
