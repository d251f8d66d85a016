import { readBash } from '../../../dockerfile/bash.ts';
import type { ContextFiles } from '../../context.ts';
import type { NodePackage } from './packages.ts';

const interpreters = /^(node|nodejs|ts-node|tsx|esno|bun|deno|sh|bash|zx|python3?)$/;
/** Makers of data of their own: descriptions of an interface, contents of pages. */
const makers = /^(tsoa|contentlayer|velite|wget|curl|unzip|tar)$/;
const copiers = /^(cp|mv|copyfiles|cpx|cpx2|cpy|ncp)$/;
/** What a script says that calls a bundler, and does nothing else with files. */
const bundles = /\b(esbuild|rollup|webpack|vite|swc|tsup)\b/;
const writes =
  /\b(write\w*|output\w*|mkdir\w*|createWriteStream|copy\w*|cp|cpSync|rename\w*|exec\w*|spawn\w*|insert|create|exec)\s*\(/;

/**
 * Whether commands of scripts that build may write elsewhere than to the folder that is started: what a script of the
 * project does nobody says, and a copy goes where it is told to.
 *
 * @param lines of scripts, one a line
 * @param output the folder that what starts lies in, below the package
 */
export function mayWriteElsewhere(lines: string, output: string, own: NodePackage, context: ContextFiles): boolean {
  const inContext = (path: string) => (own.from === '' ? path : `${own.from}/${path}`);
  return lines.split('\n').some((line) =>
    readBash(line).commands.some(({ name, words, nameAt }) => {
      const given = words
        .filter(({ at, value }) => at.start !== nameAt.start && !value.startsWith('-'))
        .map(({ value }) => value.replace(/^\.\//, ''));
      const program = name.replace(/^.*\//, '');
      if (copiers.test(program)) {
        const [first = ''] = (given.at(-1) ?? '').split('/');
        return first !== output && !context.hasFolder(inContext(first));
      }
      if (makers.test(program)) return true;
      const isScript = /^\.{0,2}\/?[\w./-]*\.(sh|[cm]?[jt]s|py)$/.test(name);
      if (!isScript && (!interpreters.test(program) || (program === 'bun' && !/\.[cm]?[jt]sx?$/.test(given[0] ?? ''))))
        return false;
      const path = isScript ? name.replace(/^\.\//, '') : (given[0] ?? '');
      // A part of a package is what its program is.
      if (path.startsWith('node_modules/')) return false;
      const text = context.text(inContext(path)) ?? context.text(inContext(`${path}.js`));
      return (
        text === undefined || !bundles.test(text) || writes.test(text.replace(/\b(esbuild|vite|rollup)\.\w+\(/g, ''))
      );
    }),
  );
}
