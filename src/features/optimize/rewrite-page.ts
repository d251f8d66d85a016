/** The page that explains a rewrite. */
export function rewritePage(id: string): string {
  return `https://github.com/quayside/quayside/blob/main/docs/rewrites/${id}.md`;
}
