// What was proven so far, a line of JSON each, so that a run that was cut off goes on where it was.
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { proofDocument } from '../../src/core/proof/report.ts';
import type { Proven } from './rewritten.ts';
import type { ProofRow } from './table.ts';

/** One that was drawn and is not proven: the same line that `survey.ts` writes. */
export interface Refused {
  readonly name: string;
  readonly ecosystem: string;
  readonly ok: false;
  readonly reason: string;
  readonly timedOut?: boolean;
}

type Line = { readonly name: string; readonly row: ProofRow } | Refused | { readonly name: string; readonly ok: true };

export class Results {
  readonly #rows = new Map<string, ProofRow>();
  readonly #refused = new Map<string, Refused>();
  readonly #file: string | undefined;
  readonly #reports: string | undefined;

  private constructor(file: string | undefined, reports: string | undefined) {
    this.#file = file;
    this.#reports = reports;
  }

  /** Of a name that is there twice the last line counts. */
  static async open(files: {
    readonly results: string | undefined;
    readonly reports: string | undefined;
  }): Promise<Results> {
    const results = new Results(files.results, files.reports);
    if (files.reports) await mkdir(files.reports, { recursive: true });
    const text = files.results ? await readFile(files.results, 'utf8').catch(() => '') : '';
    for (const line of text.split('\n').filter((each) => each !== '')) results.#take(JSON.parse(line) as Line);
    return results;
  }

  row(name: string): ProofRow | undefined {
    return this.#rows.get(name);
  }

  refused(name: string): Refused | undefined {
    return this.#refused.get(name);
  }

  async addRefused(refused: Refused): Promise<void> {
    await this.#add(refused);
  }

  /** Writes the whole report too, where a folder for reports was named. */
  async add({ row, applied, report }: Proven): Promise<void> {
    await this.#add({ name: row.name, row });
    if (!this.#reports || !report) return;
    const place = path.join(this.#reports, row.name.replaceAll('/', '_'));
    await writeFile(`${place}.md`, `${proofDocument(report)}\n\`\`\`dockerfile\n${applied.text}\n\`\`\`\n`);
    await writeFile(`${place}.json`, JSON.stringify({ applied, report }, undefined, 2));
  }

  async #add(line: Line): Promise<void> {
    this.#take(line);
    if (this.#file) await appendFile(this.#file, `${JSON.stringify(line)}\n`);
  }

  #take(line: Line): void {
    if ('row' in line) this.#rows.set(line.name, line.row);
    // What ran out of time is tried again: on a busy machine that says little.
    else if (!line.ok && !line.timedOut) this.#refused.set(line.name, line);
  }
}
