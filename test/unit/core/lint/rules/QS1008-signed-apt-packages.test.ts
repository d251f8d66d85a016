import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1008', [
  { name: 'signed packages', text: 'FROM a:1\nRUN apt-get install -y -o APT::Get::AllowUnauthenticated=false b\n' },
  {
    name: 'the flag',
    text: 'FROM a:1\nRUN apt-get update «--allow-insecure-repositories» && apt install -y --allow-unauthenticated b\n',
    fixed: 'FROM a:1\nRUN apt-get update && apt install -y b\n',
    safety,
  },
  {
    name: 'the option, in one word or two',
    text: 'FROM a:1\nRUN apt-get «-o» Acquire::AllowInsecureRepositories=true update -oAPT::Get::AllowUnauthenticated=1\n',
    fixed: 'FROM a:1\nRUN apt-get update\n',
    safety,
  },
  {
    name: 'the flag of aptitude',
    text: 'FROM a:1\nRUN aptitude install -y «--allow-untrusted» b\n',
    fixed: 'FROM a:1\nRUN aptitude install -y b\n',
    safety,
  },
]);
