import { isBuildCheck } from './build-checks.ts';

/**
 * The page that explains a code: what, why, a bad and a good example, how to silence it. Checks of BuildKit have
 * Docker's, those of scripts ShellCheck's.
 */
export function documentationUrl(code: string): string {
  if (isBuildCheck(code)) return `https://docs.docker.com/go/dockerfile/rule/${inKebabCase(code)}/`;
  if (code.startsWith('SC')) return `https://www.shellcheck.net/wiki/${code}`;
  return `https://github.com/quayside/quayside/blob/main/docs/rules/${code}.md`;
}

/** `json-args-recommended` for `JSONArgsRecommended`. */
function inKebabCase(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
}
