import { ruleCases } from './cases.ts';

ruleCases('DL4001', [
  { name: 'one of them', text: 'FROM a:1\nRUN curl x && curl y\nRUN apt-get install wget\n' },
  { name: 'each of them in a stage of its own', text: 'FROM a:1 AS b\nRUN curl x\nFROM b\nRUN wget y\n' },
  { name: 'one of them in ONBUILD', text: 'FROM a:1\nRUN curl x\nONBUILD RUN wget y\n' },
  { name: 'the second one', text: 'FROM a:1\nRUN curl x\nRUN y\nRUN z && «wget» x\n' },
  { name: 'both in one RUN', text: 'FROM a:1\nRUN wget x && (y $(«curl» z)) && wget w\n' },
  { name: 'each of them once both are there', text: 'FROM a:1\nRUN curl x\nRUN «wget» y\nRUN «curl» z\nRUN w\n' },
  {
    name: 'both in ONBUILD, of whatever stage',
    text: 'FROM a:1\nONBUILD RUN curl x\nFROM b:1\nONBUILD RUN «wget» y\n',
  },
]);
