/** `quayside lint --shellcheck`: loaded where it is asked for alone. */
import { openShellCheck } from '../adapters/shellcheck/shellcheck.ts';
import type { Dockerfile } from '../core/dockerfile/model.ts';
import { UserFacingError } from '../core/errors.ts';
import { shellCheckScripts } from '../core/lint/shell/shellcheck.ts';
import type { ShellCheckVerdicts } from '../core/lint/shell/shellcheck-comments.ts';

/** Reads scripts with the program, and knows what it said of them. */
export interface AskedShellCheck {
  /** @throws UserFacingError `shellcheck-failed`: a check that was asked for and did not happen has not passed */
  verdictsOf(dockerfile: Dockerfile): Promise<ShellCheckVerdicts>;
}

/**
 * @param wanted `auto`, a name on the PATH or an absolute path
 * @throws UserFacingError `no-shellcheck`
 */
export async function askShellCheck(wanted: string, env: NodeJS.ProcessEnv): Promise<AskedShellCheck> {
  const program = await openShellCheck(wanted, env);
  if (!program) {
    const isNamed = wanted !== 'auto';
    throw new UserFacingError({
      code: 'no-shellcheck',
      message: isNamed ? `There is no program ${wanted}.` : 'There is no shellcheck on the PATH.',
      action: { says: 'Install ShellCheck, name it with --shellcheck=PATH, or leave --shellcheck out.' },
    });
  }
  return {
    verdictsOf: async (dockerfile) => {
      try {
        await program.check(shellCheckScripts(dockerfile).map(({ input }) => input));
      } catch (cause) {
        throw new UserFacingError({
          code: 'shellcheck-failed',
          message: (cause as Error).message,
          action: { says: 'Mend ShellCheck, or leave --shellcheck out.' },
          cause,
        });
      }
      return program;
    },
  };
}
