import type { Rule } from '../rule.ts';
import { bashOnlyRules } from './bash-only.ts';
import { noBackticks } from './SC2006-no-backticks.ts';
import { andOrIsNoIf } from './SC2015-and-or-is-no-if.ts';
import { singleQuotes } from './SC2016-single-quotes.ts';
import { printfNotEcho } from './SC2028-printf-not-echo.ts';
import { globsAreNoOptions } from './SC2035-globs-are-no-options.ts';
import { loopRunsOnce } from './SC2043-loop-runs-once.ts';
import { quoteSubstitutions } from './SC2046-quote-substitutions.ts';
import { quoteExpansions } from './SC2086-quote-expansions.ts';
import { declareApart } from './SC2155-declare-apart.ts';
import { checkCd } from './SC2164-check-cd.ts';
import { negationHidesFailure } from './SC2251-negation-hides-failure.ts';
import { noBlanksAroundEquals } from './SC2283-no-blanks-around-equals.ts';

/** The rules for shell scripts, in the order of the folder, those of what only bash knows last. */
export const shellRules: readonly Rule[] = [
  noBackticks,
  andOrIsNoIf,
  singleQuotes,
  printfNotEcho,
  globsAreNoOptions,
  loopRunsOnce,
  quoteSubstitutions,
  quoteExpansions,
  declareApart,
  checkCd,
  negationHidesFailure,
  noBlanksAroundEquals,
  ...bashOnlyRules,
];
