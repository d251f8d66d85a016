// What the linters are measured on.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/root.ts';
import { conformanceFolder, goldens } from '../unit/core/lint/conformance-data.ts';

export interface Texts {
  /** Completes “measured on …”. */
  readonly name: string;
  readonly texts: readonly string[];
}

/** Real Dockerfiles where `QUAYSIDE_LINT_DATA` says where they are, else our own, which are far smaller. */
export function readTexts(): Texts {
  if (conformanceFolder !== undefined) {
    const texts = goldens('golden-real.jsonl').map(({ dockerfile }) => dockerfile);
    return { name: `${texts.length} real Dockerfiles of QUAYSIDE_LINT_DATA`, texts };
  }
  const read = (pattern: string) =>
    globSync(pattern, { cwd: root }).map((file) => readFileSync(path.join(root, file), 'utf8'));
  const blocks = read('docs/rules/*.md').flatMap((page) => [...page.matchAll(/```dockerfile\n(.*?)```/gs)]);
  const texts = [...read('examples/**/Dockerfile'), ...blocks.map(([, text]) => text as string)];
  return {
    name: `${texts.length} small Dockerfiles of the examples and the documentation, since QUAYSIDE_LINT_DATA is not set`,
    texts,
  };
}

export interface Shape {
  readonly name: string;
  /** @param lines how many lines the text has, or a few more */
  readonly make: (lines: number) => string;
}

/** The ways in which a Dockerfile grows long. */
export function shapes(texts: readonly string[]): readonly Shape[] {
  return [
    {
      name: 'files one after another',
      make: (lines) => {
        const parts: string[] = [];
        for (let i = 0, count = 0; count < lines; i++) {
          const text = `${texts[i % texts.length]}\n`;
          parts.push(text);
          count += text.split('\n').length - 1;
        }
        return parts.join('');
      },
    },
    {
      name: 'one stage of many instructions',
      make: (lines) => {
        const body = 'ENV A=$B\nCOPY --chown=1:1 a b /app/\nRUN cd /x && apt-get install -y $a | tee "$b"\nLABEL a=b\n';
        return `FROM debian:12\nWORKDIR /app\n${body.repeat(lines / 4)}`;
      },
    },
    {
      name: 'RUNs of a hundred lines',
      make: (lines) => {
        const run = `RUN apt-get update \\\n${'  && cd "$a" && pip install x \\\n'.repeat(98)}  && b\n`;
        return `FROM debian:12\n${run.repeat(lines / 100)}`;
      },
    },
    {
      name: 'heredocs of a hundred lines',
      make: (lines) => {
        const run = `RUN <<EOF\n${'if [ -e $a ]; then echo `b`; fi\n'.repeat(98)}EOF\n`;
        return `FROM debian:12\n${run.repeat(lines / 100)}`;
      },
    },
    {
      name: 'RUNs of a line, each another',
      make: (lines) => {
        const run = (_: unknown, at: number) => `RUN echo $A${at} && cd /x && make "$b" | tee log\n`;
        return `FROM debian:12\n${Array.from({ length: lines }, run).join('')}`;
      },
    },
    {
      name: 'stages, each on the one before it',
      make: (lines) => {
        const stage = (_: unknown, at: number) =>
          `FROM s${at} AS s${at + 1}\nARG A${at}\nENV B${at}=$B${at - 1}\nRUN apt-get install -y $A${at}\n`;
        return `FROM debian:12 AS s0\n${Array.from({ length: lines / 4 }, stage).join('')}`;
      },
    },
  ];
}
