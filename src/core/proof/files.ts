/** Two trees of files, path by path. */
import type { TreeEntry } from '../image/tree.ts';
import { Additions } from './added.ts';
import { changeOf, explainChange } from './changed.ts';
import type { FileClass, FileSummary, ProofDifference } from './model.ts';
import { type Explanation, Removals } from './removed.ts';
import { type ImageSide, instructionOf } from './side.ts';

export interface ComparedFiles {
  readonly summary: FileSummary;
  readonly differences: readonly ProofDifference[];
  /** Whether an explanation holds only if both start and do the same. */
  readonly restsOnStart: boolean;
}

const examplesKept = 5;
/** More places than this say no more. */
const mostDifferences = 200;

/** @param mayChange fields of the configuration that are meant to change */
export function compareFiles(before: ImageSide, after: ImageSide, mayChange: ReadonlySet<string>): ComparedFiles {
  const removals = new Removals(before, after, mayChange);
  const additions = new Additions(before, after);
  const found = new Findings();
  for (const [path, was] of before.tree.entries) {
    const is = after.tree.entries.get(path);
    if (!is) {
      found.add('removed', was, removals.explain(was), {
        what: was.kind === 'directory' ? 'The folder is gone' : 'The file is gone',
        before: described(was),
        after: undefined,
        beforeLine: lineOf(before, was),
        afterLine: undefined,
      });
      continue;
    }
    const change = changeOf(was, is);
    if (!change) found.same++;
    else {
      found.add('changed', is, explainChange(was, is, { before, after }), {
        what: `Not the same: ${change.says}`,
        before: change.before,
        after: change.after,
        beforeLine: lineOf(before, was),
        afterLine: lineOf(after, is),
      });
    }
  }
  for (const [path, is] of after.tree.entries) {
    if (before.tree.entries.has(path)) continue;
    found.add('added', is, additions.explain(is), {
      what: 'The file was not there before',
      before: undefined,
      after: described(is),
      beforeLine: undefined,
      afterLine: lineOf(after, is),
    });
  }
  return found.all();
}

type Kind = 'removed' | 'added' | 'changed';
type Place = Omit<ProofDifference, 'rung' | 'where'>;

class Findings {
  same = 0;
  readonly #classes = { removed: new Map(), added: new Map(), changed: new Map() } as Record<
    Kind,
    Map<string, { count: number; bytes: number; examples: string[] }>
  >;
  readonly #differences: ProofDifference[] = [];
  #restsOnStart = false;

  add(kind: Kind, { path, size }: TreeEntry, explained: Explanation | undefined, place: Place): void {
    const reason = explained?.reason ?? 'different';
    const known = this.#classes[kind].get(reason) ?? { count: 0, bytes: 0, examples: [] };
    this.#classes[kind].set(reason, known);
    known.count++;
    known.bytes += size;
    if (known.examples.length < examplesKept) known.examples.push(path);
    if (explained) this.#restsOnStart ||= explained.restsOnStart;
    else if (this.#differences.length < mostDifferences)
      this.#differences.push({ ...place, rung: 'files', where: path });
  }

  all(): ComparedFiles {
    const classes = (kind: Kind): FileClass[] =>
      [...this.#classes[kind]]
        .map(([reason, known]) => ({ reason, ...known }))
        .sort((a, b) => b.bytes - a.bytes || b.count - a.count);
    const [removed, added, changed] = [classes('removed'), classes('added'), classes('changed')];
    return {
      summary: { same: this.same, removed, added, changed },
      differences: this.#differences,
      restsOnStart: this.#restsOnStart,
    };
  }
}

function described({ kind, size, mode, uid, gid }: TreeEntry): string {
  return `${kind}${kind === 'file' ? ` of ${size} bytes` : ''}, mode ${mode.toString(8)}, owner ${uid}:${gid}`;
}

/** 1-based. */
function lineOf(side: ImageSide, entry: TreeEntry): number | undefined {
  const line = instructionOf(side, entry)?.line;
  return line === undefined ? undefined : line + 1;
}
