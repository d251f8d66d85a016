// Proves what becomes of real applications, drawn by chance.
import type { Engine } from '../../src/adapters/docker/contract.ts';
import { startOf } from './application-start.ts';
import type { Application } from './applications.ts';
import { type Draw, type Refusal, type Visitor, visitDrawn } from './apps.ts';
import { type Database, openDatabase } from './database.ts';
import type { ProvingEngine } from './engine.ts';
import type { Results } from './results.ts';
import { proveRewritten, type Subject, unmeasuredRow, whyNotConverted } from './rewritten.ts';
import type { ProofRow } from './table.ts';

/** @returns a row for each application that was drawn, in order: those that were not proven say why */
export async function proveDrawn(
  proving: ProvingEngine,
  engine: Engine,
  results: Results,
  draw: Omit<Draw, 'known'>,
): Promise<readonly ProofRow[]> {
  const rows: ProofRow[] = [];
  let database: Database | undefined;
  const known = (application: Application): 'visited' | Refusal | undefined => {
    if (results.row(application.name)) return 'visited';
    const refused = results.refused(application.name);
    if (refused) return { reason: refused.reason, timedOut: false };
    const whyNot = whyNotConverted(subjectOf(application));
    return whyNot === undefined ? undefined : { reason: whyNot, timedOut: false };
  };
  const visitor: Visitor = {
    async visit(application) {
      const done = results.row(application.name);
      if (done) {
        rows.push(done);
        return;
      }
      database ??= await openDatabase(proving);
      const subject = subjectOf(application);
      const start = { ...subject.start, hosts: database.hosts };
      const proven = await proveRewritten(proving, engine, { ...subject, start });
      await results.add(proven);
      draw.report(`  ${proven.row.verdict}${proven.row.reason ? `: ${proven.row.reason}` : ''}`);
      rows.push(proven.row);
    },
    async refuse(application, { reason, timedOut }) {
      const subject = subjectOf(application);
      const isConverted = whyNotConverted(subject) === undefined;
      rows.push(unmeasuredRow(subject, isConverted ? 'does not build' : 'not proposed', reason));
      const { name, ecosystem } = application;
      if (isConverted && !results.refused(name)) {
        await results.addRefused({ name, ecosystem, ok: false, reason, timedOut });
      }
    },
  };
  try {
    await visitDrawn(proving, { ...draw, known }, visitor);
  } finally {
    await database?.stop();
  }
  return rows;
}

function subjectOf(application: Application): Subject {
  const { name, ecosystem, context, dockerfile, text } = application;
  return { name, ecosystem, context, dockerfile, text, start: startOf(application) };
}
