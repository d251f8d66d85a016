import { ruleCases } from './cases.ts';

ruleCases('MaintainerDeprecated', [
  { name: 'what DL4000 says', text: 'FROM a:1\nMAINTAINER x\n' },
  { name: 'a label', text: 'FROM a:1\nLABEL maintainer=x\n', configuration: { ignored: ['DL4000'] } },
  {
    name: 'a maintainer where DL4000 is off',
    text: 'FROM a:1\n«MAINTAINER» x\n',
    configuration: { ignored: ['DL4000'] },
  },
]);
