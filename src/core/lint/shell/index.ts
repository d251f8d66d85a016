import type { Rule } from '../rule.ts';
import { bashOnlyRules } from './bash-only.ts';
import { noUselessEcho } from './SC2005-no-useless-echo.ts';
import { noBackticks } from './SC2006-no-backticks.ts';
import { andOrIsNoIf } from './SC2015-and-or-is-no-if.ts';
import { singleQuotes } from './SC2016-single-quotes.ts';
import { printfNotEcho } from './SC2028-printf-not-echo.ts';
import { globsAreNoOptions } from './SC2035-globs-are-no-options.ts';
import { loopRunsOnce } from './SC2043-loop-runs-once.ts';
import { loopOverGlobs } from './SC2045-loop-over-globs.ts';
import { quoteSubstitutions } from './SC2046-quote-substitutions.ts';
import { quoteExpansions } from './SC2086-quote-expansions.ts';
import { letGrepCount } from './SC2126-let-grep-count.ts';
import { declareApart } from './SC2155-declare-apart.ts';
import { readRaw } from './SC2162-read-raw.ts';
import { checkCd } from './SC2164-check-cd.ts';
import { negationHidesFailure } from './SC2251-negation-hides-failure.ts';
import { noBlanksAroundEquals } from './SC2283-no-blanks-around-equals.ts';

/** The rules for shell scripts, in the order of the folder, those of what only bash knows last. */
export const shellRules: readonly Rule[] = [
  noUselessEcho,
  noBackticks,
  andOrIsNoIf,
  singleQuotes,
  printfNotEcho,
  globsAreNoOptions,
  loopRunsOnce,
  loopOverGlobs,
  quoteSubstitutions,
  quoteExpansions,
  letGrepCount,
  declareApart,
  readRaw,
  checkCd,
  negationHidesFailure,
  noBlanksAroundEquals,
  ...bashOnlyRules,
];
