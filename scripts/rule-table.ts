/**
 * Writes `docs/rules/README.md`, the table of all rules, from the rules themselves.
 * `--check` writes nothing and fails where the table is not what the rules say.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { allRules } from '../src/core/lint/engine.ts';
import type { Rule, RuleFix } from '../src/core/lint/rule.ts';
import { root } from './root.ts';

const file = path.join(root, 'docs/rules/README.md');

/** What does not parse is no rule of the list: it is found before there is anything to walk. */
const unparsable: Row = {
  code: 'DL1000',
  severity: 'error',
  fix: { none: 'only you know what was meant' },
  summary: 'Write what the builder can parse',
};

type Row = Pick<Rule, 'code' | 'severity' | 'fix' | 'summary'>;

export function ruleTable(): string {
  const rows: Row[] = [unparsable, ...allRules];
  const fixable = rows.filter(({ fix }) => typeof fix === 'string').length;
  const lines = rows.map(({ code, severity, fix, summary }) => {
    const name = existsSync(path.join(root, `docs/rules/${code}.md`)) ? `[${code}](${code}.md)` : code;
    return `| ${name} | ${cell(summary)} | ${severity === 'ignore' ? 'off' : severity} | ${cell(describe(fix))} |`;
  });
  return `# The rules

${rows.length} rules, of which ${fixable} have a fix. A *fix* leaves the image what it was, but for what the rule is about: it is applied on save, where you ask for that, and by \`quayside lint --fix\`. A *fix to review* waits for a person to look. Where the right answer is not certain at some place, a rule has no fix there; its page says when. An *action* asks your engine first, so it is a step of its own in the editor; for packages it is also \`quayside lint --pin\`. A rule that is *off* speaks when the configuration gives it a severity.

| rule | what to do | severity | fix |
| --- | --- | --- | --- |
${lines.join('\n')}

This table is written by \`node scripts/rule-table.ts\`.
`;
}

function describe(fix: RuleFix): string {
  if (typeof fix !== 'string') return `none: ${fix.none}${fix.action ? `; *action: ${actions[fix.action]}*` : ''}`;
  return { safe: '*fix*', review: '*fix to review*', both: '*fix*, at some places *to review*' }[fix];
}

const actions = { packages: 'pin to the current versions', digest: 'pin to the digest' };

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

if (import.meta.main) {
  const table = ruleTable();
  if (!process.argv.includes('--check')) writeFileSync(file, table);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== table) {
    console.error('docs/rules/README.md is not what the rules say: node scripts/rule-table.ts writes it anew.');
    process.exitCode = 1;
  }
}
