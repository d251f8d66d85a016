import { ruleCases } from './cases.ts';

/** None of these was ever one: they are put together here, so that nobody who looks for secrets finds them. */
const made = {
  aws: `AKIA${'A1'.repeat(8)}`,
  github: `ghp_${'a1B'.repeat(12)}`,
  gitlab: `glpat-${'x'.repeat(20)}`,
  npm: `npm_${'a1'.repeat(18)}`,
  slack: `xoxb-${'1'.repeat(24)}`,
  stripe: `sk_live_${'a'.repeat(24)}`,
  google: `AIza${'b'.repeat(35)}`,
  key: `-----BEGIN RSA PRIVATE ${'KEY'}-----`,
};

ruleCases('QS1020', [
  {
    name: 'names and documented examples',
    text: 'FROM a:1\nENV AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE T=$NPM_TOKEN\n',
  },
  { name: 'what is too short or too long', text: `FROM a:1\nENV A=AKIA1234 B=${made.aws}Z C=x${made.github}\n` },
  { name: 'a digest', text: `FROM a@sha256:${'a1'.repeat(32)}\nENV SHA=${'b'.repeat(40)}\n` },
  { name: 'a key of AWS', text: `FROM a:1\nENV K=«${made.aws}»\n` },
  { name: 'a token in ARG', text: `FROM a:1\nARG T=«${made.github}»\nARG T="«${made.gitlab}»"\n` },
  { name: 'a token in RUN', text: `FROM a:1\nRUN echo //r/:_authToken=«${made.npm}» > .npmrc\n` },
  { name: 'a token in a label', text: `FROM a:1\nLABEL a=«${made.slack}»\n` },
  { name: 'several in one instruction as one', text: `FROM a:1\nENV A=«${made.stripe}» B=${made.google}\n` },
  { name: 'a private key in a heredoc', text: `FROM a:1\nCOPY <<EOF /k\n«${made.key}»\nEOF\n` },
  { name: 'what ONBUILD puts off', text: `FROM a:1\nONBUILD ENV A=«${made.google}»\n` },
]);
