import { ruleCases } from './cases.ts';

ruleCases('MaintainerDeprecated', [
  { name: 'what DL4000 says', text: 'FROM a:1\nMAINTAINER x\n' },
  { name: 'a label', text: 'FROM a:1\nLABEL maintainer=x\n', alone: true },
  {
    name: 'a maintainer',
    text: 'FROM a:1\n«MAINTAINER» x\n',
    alone: true,
  },
]);
