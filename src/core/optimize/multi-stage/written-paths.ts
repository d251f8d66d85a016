import type { ShellCommand } from '../../dockerfile/shell.ts';
import { isOfImages } from '../model/image-folders.ts';

/** What a command writes: paths as it names them, and folders whose new contents nobody knows. */
export interface Written {
  readonly paths: readonly string[];
  readonly folders: readonly string[];
}

const nothing: Written = { paths: [], folders: [] };
/** Somewhere in the folder that it runs in. */
const here: Written = { paths: [], folders: ['.'] };

/** @returns undefined for a command that is none of those which make, move, unpack or fetch files */
export function writtenBy({
  name,
  words,
}: Pick<ShellCommand, 'name'> & { words: readonly { value: string }[] }): Written | undefined {
  return writers.get(name.replace(/^.*\//, ''))?.(words.map(({ value }) => value));
}

type Writer = (words: readonly string[]) => Written | undefined;

const paths = (...found: readonly string[]): Written => ({ paths: found, folders: [] });
const folders = (...found: readonly string[]): Written => ({ paths: [], folders: found });

const writers: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['mkdir', (words) => paths(...operands(words, /^(-m|--mode)$/))],
  // Installs a table for who calls it; `-l` and the like install none.
  ['crontab', (words) => (words.some((word) => /^-[^u]/.test(word)) ? nothing : paths('/var/spool/cron/crontabs'))],
  ['touch', (words) => paths(...operands(words, /^(-d|-t|-r|--date|--reference)$/))],
  ['tee', (words) => paths(...operands(words))],
  ['truncate', (words) => paths(...operands(words, /^(-s|-r|--size|--reference)$/))],
  ['mkfifo', (words) => paths(...operands(words, /^(-m|--mode)$/))],
  ['cp', (words) => placed(words, /^(-S|--suffix)$/)],
  ['mv', (words) => placed(words, /^(-S|--suffix)$/)],
  ['ln', (words) => placed(words, /^(-S|--suffix)$/)],
  ['install', installed],
  ['sed', edited],
  ['perl', edited],
  ['dos2unix', (words) => paths(...operands(words))],
  ['dd', (words) => paths(...words.flatMap((word) => (word.startsWith('of=') ? [word.slice('of='.length)] : [])))],
  ['openssl', certified],
  ['tar', unpacked],
  ['bsdtar', unpacked],
  ['unzip', (words) => folders(valueAfter(words, /^-d(?=.|$)/) ?? '.')],
  ['7z', (words) => folders(valueAfter(words, /^-o(?=.)/) ?? '.')],
  ['curl', fetchedByCurl],
  ['wget', fetchedByWget],
  ['aria2c', (words) => folders(valueAfter(words, /^(-d|--dir)(=|$)/) ?? '.')],
  ['git', cloned],
  ['svn', () => here],
  ['hg', () => here],
  ['rsync', (words) => folders(operands(words).at(-1) ?? '.')],
  ['scp', (words) => folders(operands(words).at(-1) ?? '.')],
  ...['gzip', 'gunzip', 'bunzip2', 'bzip2', 'xz', 'unxz', 'zip', 'patch', 'cpio'].map((name): [string, Writer] => [
    name,
    beside,
  ]),
  ...['chmod', 'chown', 'chgrp', 'rm', 'rmdir', 'mktemp', 'jq', 'envsubst', 'ssh-keyscan', 'strip'].map(
    (name): [string, Writer] => [name, () => nothing],
  ),
]);

/** Words that are neither options nor their values. */
function operands(words: readonly string[], withValue?: RegExp): string[] {
  const end = words.indexOf('--');
  return words.filter((word, at) => {
    if (word === '--') return false;
    if (end >= 0 && at > end) return true;
    return !/^-./.test(word) && !withValue?.test(words[at - 1] ?? '');
  });
}

/** The value of an option, apart or behind its name. */
function valueAfter(words: readonly string[], option: RegExp): string | undefined {
  for (const [at, word] of words.entries()) {
    const name = option.exec(word)?.[0];
    if (name !== undefined) return word === name ? words[at + 1] : word.slice(name.length);
  }
  return undefined;
}

/** The last operand, or what the others are called in it. */
function placed(words: readonly string[], withValue: RegExp): Written {
  const folder = valueAfter(words, /^(-t$|--target-directory(=|$))/);
  const given = operands(words, withValue).filter((word) => word !== folder);
  const sources = folder === undefined ? given.slice(0, -1) : given;
  const target = folder ?? given.at(-1);
  if (target === undefined) return nothing;
  // `ln -s target` makes a link of that name.
  if (sources.length === 0) return paths(nameOf(target));
  // Images of web servers alone have /var/www: elsewhere it is made.
  const isThere = target !== '/var/www' && isOfImages(target);
  const isFolder = folder !== undefined || /(\/|(^|\/)\.{1,2})$/.test(target) || sources.length > 1 || isThere;
  if (!isFolder) return paths(target);
  const names = sources.map(nameOf);
  if (names.some((name) => /^(\.{0,2}|.*[*?[$].*)$/.test(name))) return folders(target);
  return paths(...names.map((name) => `${target.replace(/\/+$/, '')}/${name}`));
}

function nameOf(path: string): string {
  return path.replace(/\/+$/, '').replace(/^.*\//, '');
}

const ofInstall = /^(-[a-zA-Z]*[mogS]|--mode|--owner|--group|--suffix)$/;

function installed(words: readonly string[]): Written {
  return words.some((word) => /^(-[a-zA-Z]*d[a-zA-Z]*|--directory)$/.test(word))
    ? paths(...operands(words, ofInstall))
    : placed(words, ofInstall);
}

/** `-i` changes files in their places; without it the result goes to where the output does. */
function edited(words: readonly string[]): Written | undefined {
  if (!words.some((word) => /^(-[a-zA-Z]*i|--in-place)/.test(word))) return nothing;
  const hasScript = words.some((word) => /^(-[a-zA-Z]*[ef]|--expression|--file)(=|$)/.test(word));
  const given = operands(words, /^(-[a-zA-Z]*[ef]|--expression|--file)$/);
  return paths(...(hasScript ? given : given.slice(1)));
}

/** Keys and certificates; what keeps a list of those that it has given out writes more than it is told. */
function certified(words: readonly string[]): Written | undefined {
  const keyOf = valueAfter(words, /^-keyout$/);
  if (words[0] === 'ca' || words[0] === 'rehash' || (words.includes('-newkey') && keyOf === undefined))
    return undefined;
  const serial = words.includes('-CAcreateserial') && !words.includes('-CAserial');
  const found = [keyOf, valueAfter(words, /^-out$/), valueAfter(words, /^-(caserial|writerand)$/i)];
  return serial ? undefined : paths(...found.filter((path) => path !== undefined));
}

function unpacked(words: readonly string[]): Written {
  const [first = ''] = words;
  const isListing = /^-?[a-zA-Z]*t[a-zA-Z]*$/.test(first) && !/x|c/.test(first);
  if (isListing) return nothing;
  const isPacking = /^-?[a-zA-Z]*c[a-zA-Z]*$/.test(first) || words.includes('--create');
  const into = valueAfter(words, /^(-C(?=.|$)|-[a-zA-Z]+C$|--directory(=|$)|--one-top-level(=|$))/);
  if (!isPacking) return folders(into ?? '.');
  const archive = /f/.test(first) ? words[1] : valueAfter(words, /^(-f|--file)(=|$)/);
  return archive === undefined || archive === '-' ? nothing : paths(archive);
}

function lastPartOf(address: string | undefined): string | undefined {
  const name = address?.replace(/[?#].*$/, '').replace(/^.*\//, '');
  return name === undefined || name === '' ? undefined : name;
}

function isAddress(word: string): boolean {
  return /^\w+:\/\/|^\$|\.\w+\//.test(word);
}

function fetchedByCurl(words: readonly string[]): Written {
  const found: string[] = [];
  for (const [at, word] of words.entries()) {
    const long = /^--output=(.*)$/.exec(word)?.[1];
    if (long !== undefined) found.push(long);
    else if (word === '--output' || /^-[a-zA-Z#]*o$/.test(word)) found.push(words[at + 1] ?? '.');
    else if (/^-o./.test(word)) found.push(word.slice(2));
    else if (word === '--remote-name' || word === '--remote-name-all' || /^-[a-zA-Z#]*O[a-zA-Z]*$/.test(word)) {
      const name = lastPartOf(words.find(isAddress));
      if (name === undefined || /[${[]/.test(name) || /^-[a-zA-Z]*J/.test(word)) return here;
      const into = valueAfter(words, /^--output-dir(=|$)/);
      found.push(into === undefined ? name : `${into}/${name}`);
    }
  }
  return paths(...found);
}

function fetchedByWget(words: readonly string[]): Written {
  const output = valueAfter(words, /^(-[a-zA-Z]*O(?=.|$)|--output-document(=|$))/);
  if (output !== undefined) return output === '-' ? nothing : paths(output);
  const into = valueAfter(words, /^(-[a-zA-Z]*P(?=.|$)|--directory-prefix(=|$))/) ?? '.';
  if (words.some((word) => /^(-[a-zA-Z]*[rmi]|--recursive|--mirror|--input-file|--content-disposition)/.test(word)))
    return folders(into);
  const names = words.filter(isAddress).map(lastPartOf);
  if (names.length === 0 || names.some((name) => name === undefined || /[${]/.test(name))) return folders(into);
  return paths(...names.map((name) => `${into}/${name}`));
}

function cloned(words: readonly string[]): Written {
  const verb = words.findIndex((word, at) => !/^-/.test(word) && !/^(-c|-C)$/.test(words[at - 1] ?? ''));
  if (/^(config|rev-parse|describe|log|status|show|diff|ls-files|version|--version)$/.test(words[verb] ?? ''))
    return nothing;
  const inside = valueAfter(words.slice(0, verb), /^-C$/) ?? '.';
  if (words[verb] !== 'clone') return folders(inside);
  const [address, folder] = operands(
    words.slice(verb + 1),
    /^(-b|--branch|--depth|-c|--config|-o|--origin|-j|--jobs|--filter|--reference|--template|-u)$/,
  );
  const name = folder ?? lastPartOf(address?.replace(/\/$/, '').replace(/\.git$/, ''));
  return name === undefined ? folders(inside) : paths(inside === '.' ? name : `${inside}/${name}`);
}

/** Files that lie beside the one that is named. */
function beside(words: readonly string[]): Written {
  if (words.some((word) => /^(-[a-zA-Z]*[ct][a-zA-Z]*|--stdout|--to-stdout|--test)$/.test(word))) return nothing;
  const absolute = operands(words).filter((word) => word.startsWith('/'));
  return absolute.length === 0 ? here : paths(...absolute.map((path) => path.replace(/\.(gz|bz2|xz)$/, '')));
}
