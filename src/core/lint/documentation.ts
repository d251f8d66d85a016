/** The page that explains a code: what, why, a bad and a good example, how to silence it. */
export function documentationUrl(code: string): string {
  return `https://github.com/quayside/quayside/blob/main/docs/rules/${code}.md`;
}
