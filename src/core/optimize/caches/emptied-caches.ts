import type { ShellCommand, ShellScript } from '../../dockerfile/shell-model.ts';
import type { Range } from '../../text.ts';
import type { Tool } from '../model/purpose.ts';

/** Commands, with their arguments, that empty the cache of a tool and do nothing else. */
const emptying: Partial<Readonly<Record<Tool, RegExp>>> = {
  npm: /^(npm cache clean( --force| -f)?|rm -r?f?r? (~|\/root|\$HOME)\/\.npm\/?)$/,
  yarn: /^(yarn cache clean( --(all|force))?|rm -r?f?r? \/usr\/local\/share\/\.cache(\/yarn)?\/?)$/,
  pip: /^(pip\d? cache purge|python3? -m pip cache purge|rm -r?f?r? (~|\/root|\$HOME)\/\.cache\/pip\/?)$/,
  uv: /^(uv cache clean|rm -r?f?r? (~|\/root|\$HOME)\/\.cache\/uv\/?)$/,
  composer: /^composer (clear-?cache|cc)$/,
};

/**
 * The commands of a RUN that empty the cache of a tool, each with what joins it to the command before it. With the
 * cache in a mount they would empty it for the next build, and take nothing out of the image.
 */
export function emptiedCaches(tool: Tool, { commands }: ShellScript, text: string): readonly Range[] {
  const pattern = emptying[tool];
  if (!pattern) return [];
  return commands.flatMap((command, at): Range[] => {
    const before = commands[at - 1];
    if (!before?.topLevel || !command.topLevel) return [];
    if (command.before?.operator !== '&&' || command.after?.operator === '||') return [];
    const range = { start: before.range.end, end: command.range.end };
    const isAlone = !text.slice(range.start, range.end).includes('#');
    return isAlone && pattern.test(written(command, text)) ? [range] : [];
  });
}

function written({ range }: ShellCommand, text: string): string {
  return text.slice(range.start, range.end).replace(/\s+/g, ' ');
}
