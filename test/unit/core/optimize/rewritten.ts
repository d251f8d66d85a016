import { optimize } from '../../../../src/core/optimize/optimize.ts';
import { contextOf } from './build-context.ts';

/** What one rewrite makes of a Dockerfile, and what it says. */
export function rewritten(id: string, text: string, files?: Readonly<Record<string, string>>) {
  const result = optimize(text, { only: [id], context: files && contextOf(files) });
  const { proposals, declined, all } = result;
  return {
    text: all.text,
    files: all.files,
    safe: proposals.map(({ safe }) => safe),
    proposals,
    /** Why nothing is proposed; undefined where something is. */
    reason: declined[0]?.reason,
    again: optimize(all.text, { only: [id], context: files && contextOf(files) }).all.text,
  };
}

/** What brings the libraries to the last stage that it lacks. */
export const libraries = `RUN --mount=type=bind,from=build,source=/tmp/runtime-libraries,target=/tmp/runtime-libraries \\
    find /tmp/runtime-libraries -type f -exec sh -c 'for file; do \\
      cmp -s "$file" "\${file#/tmp/runtime-libraries}" || { cp "$file" /usr/local/lib/ && ldconfig; } || exit 1; \\
    done' sh {} +`;
