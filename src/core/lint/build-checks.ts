import type { Dockerfile } from '../dockerfile/model.ts';
import type { TextEdit } from '../text.ts';
import type { Finding, Severity } from './finding.ts';
import { lineBreakOf } from './line-breaks.ts';

/** Whether a code is the name of a check of BuildKit, such as `StageNameCasing`. */
export function isBuildCheck(code: string): boolean {
  return /^[A-Z][A-Za-z]*$/.test(code);
}

/** What the file itself says about BuildKit's checks. */
export interface CheckSettings {
  /** The severity that a finding of a check has; `ignore` where it is switched off. */
  severityOf(finding: Finding): Severity;
  /** Whether it switches the check of a finding off by its name, and not with all the others. */
  skipsByName(finding: Finding): boolean;
}

/**
 * Reads `# check=skip=A,B;error=true;experimental=C` among the leading directives, and the comments of
 * the same form that newer builders take right above an instruction, where they speak for it alone.
 */
export function readCheckSettings(dockerfile: Dockerfile): CheckSettings {
  const directive = dockerfile.directives.find(({ name }) => name === 'check');
  const options = readOptions(directive ? firstWordOf(directive.value) : '');
  const byLine = new Map<number, ReadonlySet<string>>();
  for (const { inside, line, text } of dockerfile.comments) {
    const value = inside ? undefined : /^[ \t]*check[ \t]*=[ \t]*(.*)/i.exec(text)?.[1];
    if (value) byLine.set(line + 1, readOptions(firstWordOf(value)).skip);
  }
  const covers = (names: ReadonlySet<string> | undefined, code: string) =>
    names !== undefined && (names.has(code) || names.has('all'));
  return {
    severityOf: ({ code, line, severity }) => {
      if (covers(byLine.get(line), code)) return 'ignore';
      const isExperimental = severity === 'ignore';
      if (isExperimental ? !covers(options.experimental, code) : covers(options.skip, code)) return 'ignore';
      return options.error ? 'error' : 'warning';
    },
    skipsByName: ({ code, line }) => options.skip.has(code) || byLine.get(line)?.has(code) === true,
  };
}

/** What stands behind a blank is a remark. */
function firstWordOf(value: string): string {
  return value.split(/\s/, 1)[0] as string;
}

function readOptions(value: string) {
  const options = { skip: new Set<string>(), experimental: new Set<string>(), error: false };
  for (const part of value.split(';')) {
    const [key = '', setting = ''] = part.split('=', 2).map((text) => text.trim());
    if (key === 'error') options.error = /^(?:1|t|true)$/i.test(setting);
    else if (key === 'skip' || key === 'experimental') {
      for (const name of setting.split(',')) options[key].add(name.trim());
    }
  }
  return options;
}

/** Switches a check off for the file, in the directive that is there or in a new first line. */
export function skipCheck(dockerfile: Dockerfile, code: string): TextEdit {
  const directive = dockerfile.directives.find(({ name }) => name === 'check');
  if (directive) {
    const list = /(?:^|;)skip=[^;]*/.exec(firstWordOf(directive.value));
    const { start } = directive.valueRange;
    const end = list ? start + list.index + list[0].length : start;
    return { range: { start: end, end }, newText: list ? `,${code}` : `skip=${code};` };
  }
  const { text } = dockerfile;
  // A byte order mark and a shebang stay in front.
  const start = /^\uFEFF?(?:#!.*(?:\r\n|\n|\r))?/.exec(text)?.[0].length ?? 0;
  return { range: { start, end: start }, newText: `# check=skip=${code}${lineBreakOf(text)}` };
}
