import { applyEdits, type Range } from '../text.ts';
import { type BuildContext, ContextFiles } from './context.ts';
import { obstacleIn } from './obstacles.ts';
import {
  type Answer,
  type Draft,
  type FileChange,
  isDraft,
  type Place,
  type Rewrite,
  type RewriteKind,
} from './rewrite.ts';
import { rewrites as allRewrites } from './rewrites/index.ts';
import { Draughted, faultOf } from './verify.ts';

export interface OptimizeOptions {
  /** Undefined where nothing is known of it. */
  readonly context?: BuildContext | undefined;
  /** Ids of the rewrites to look for; all of them unless given, but for those that are done on request alone. */
  readonly only?: readonly string[] | undefined;
  /** Ids of rewrites that are done on request, and are asked for. */
  readonly asked?: readonly string[] | undefined;
  /** For tests of the engine itself. */
  readonly rewrites?: readonly Rewrite[] | undefined;
}

/** One thing that could be done to a file, at one or several places. A rewrite has two where some places are safe. */
export interface Proposal {
  readonly id: string;
  readonly kind: RewriteKind;
  readonly title: string;
  readonly safe: boolean;
  /** Of the first place. */
  readonly range: Range;
  readonly places: readonly Place[];
  readonly reason: string;
  readonly effect: string;
  /** What to look at before taking it. */
  readonly question: string | undefined;
  readonly files: readonly FileChange[];
}

export interface Optimization {
  /** In the order in which they are applied. */
  readonly proposals: readonly Proposal[];
  /** Why the other rewrites have nothing to propose. */
  readonly declined: readonly { readonly id: string; readonly reason: string }[];
  /** The text with the safe ones applied, and with what they make possible. */
  readonly safe: Applied;
  readonly all: Applied;
}

export interface Applied {
  readonly text: string;
  /** What is written or changed beside the file, and by which rewrite. */
  readonly files: readonly (FileChange & { readonly proposal: string })[];
  /** Ids of the rewrites that had a part in it, in order. */
  readonly applied: readonly string[];
  /** The same, told apart by what is safe and what is not: a rewrite can have a proposal of each. */
  readonly parts: readonly Part[];
  /** Fields of the image's configuration that they are meant to change. */
  readonly changes: readonly string[];
}

/** What tells proposals apart: a rewrite has one that is safe and one that is to be reviewed, at most. */
export interface Part {
  readonly id: string;
  readonly safe: boolean;
}

export type Choice = (proposal: Part) => boolean;

/** What could be done to a file, and what comes of it. Never throws: for a file that cannot be read there are reasons. */
export function optimize(text: string, options: OptimizeOptions = {}): Optimization {
  return new Optimizer(text, options).optimization();
}

/** The text with some of the proposals applied, in the order of the rewrites. */
export function applyProposals(text: string, wanted: Choice, options: OptimizeOptions = {}): Applied {
  return new Optimizer(text, options).apply(wanted);
}

/** A rewrite may open the way for another; a file that still changes after this many rounds is left as it is then. */
const mostRounds = 8;

class Optimizer {
  readonly #start: Draughted;
  readonly #context: ContextFiles | undefined;
  readonly #rewrites: readonly Rewrite[];
  readonly #asked: ReadonlySet<string>;
  readonly #obstacle: string | undefined;
  /** What a rewrite was found to break, by its id and the text: it is not tried there again. */
  readonly #faults = new Map<string, string>();
  readonly #answers = new Map<string, readonly Answer[]>();
  readonly #seen = new Map<string, Draughted>();

  constructor(text: string, { context, only, asked = [], rewrites = allRewrites }: OptimizeOptions) {
    this.#asked = new Set([...(only ?? []), ...asked]);
    this.#context = context && new ContextFiles(context);
    this.#rewrites = only ? rewrites.filter(({ id }) => only.includes(id)) : rewrites;
    this.#start = this.#draughted(text);
    this.#obstacle = obstacleIn(this.#start.dockerfile);
  }

  optimization(): Optimization {
    const safe = this.apply((proposal) => proposal.safe);
    const all = this.apply(() => true);
    const proposals: Proposal[] = [];
    const declined: { id: string; reason: string }[] = [];
    for (const rewrite of this.#rewrites) {
      const drafts: Draft[] = [];
      let reason: string | undefined;
      for (const answer of this.#answersTo(rewrite, this.#start)) {
        if (!isDraft(answer)) reason ??= answer.declined;
        else if (this.#step(this.#start, rewrite, answer)) drafts.push(answer);
        else reason ??= this.#faults.get(faultKey(rewrite, answer, this.#start));
      }
      proposals.push(...drafts.map((draft) => asProposal(rewrite, draft)));
      if (drafts.length === 0) declined.push({ id: rewrite.id, reason: reason ?? 'There is no place for it.' });
    }
    return { proposals, declined, safe, all };
  }

  apply(wanted: Choice): Applied {
    let at = this.#start;
    const files = new Map<string, FileChange & { readonly proposal: string }>();
    const parts = new Map<string, Part>();
    const changes = new Set<string>();
    const seen = new Set<string>([at.text]);
    for (let round = 0; round < mostRounds; round++) {
      const before = at;
      for (const rewrite of this.#rewrites) {
        // What is safe and what is not are two drafts of one rewrite: after one the other is looked for anew.
        const done = new Set<boolean>();
        while (done.size < 2) {
          const draft = this.#answersTo(rewrite, at)
            .filter(isDraft)
            .find(
              (one) =>
                !done.has(one.safe) && wanted({ id: rewrite.id, safe: one.safe }) && this.#step(at, rewrite, one),
            );
          if (!draft) break;
          done.add(draft.safe);
          for (const file of draft.files ?? []) files.set(file.path, { ...file, proposal: rewrite.id });
          const part = { id: rewrite.id, safe: draft.safe };
          parts.set(`${part.id} ${part.safe}`, part);
          for (const field of draft.changes ?? []) changes.add(field);
          at = this.#step(at, rewrite, draft) as Draughted;
        }
      }
      // One that comes back to a text that was there before would go round for ever.
      if (at === before || seen.has(at.text)) break;
      seen.add(at.text);
    }
    const applied = [...new Set([...parts.values()].map(({ id }) => id))];
    return { text: at.text, files: [...files.values()], applied, parts: [...parts.values()], changes: [...changes] };
  }

  #answersTo(rewrite: Rewrite, at: Draughted): readonly Answer[] {
    if (this.#obstacle !== undefined) return [{ declined: this.#obstacle }];
    if (rewrite.onRequest !== undefined && !this.#asked.has(rewrite.id)) {
      return [{ declined: `It is done on request alone. ${rewrite.onRequest}` }];
    }
    const key = `${rewrite.id}\n${at.text}`;
    let answers = this.#answers.get(key);
    if (!answers) {
      const answer: Answer | readonly Answer[] = at.model ? rewrite.propose(at.model) : [];
      answers = Array.isArray(answer) ? (answer as readonly Answer[]) : [answer as Answer];
      this.#answers.set(key, answers);
    }
    return answers;
  }

  /** The text after a draft; undefined where it would break something, and then it is known why. */
  #step(at: Draughted, rewrite: Rewrite, draft: Draft): Draughted | undefined {
    const key = faultKey(rewrite, draft, at);
    if (this.#faults.has(key)) return undefined;
    const edits = draft.places.flatMap((place) => place.edits);
    if (edits.length === 0) return at;
    const next = this.#draughted(applyEdits(at.text, edits));
    if (next === at) return undefined;
    const allowance = { isSafe: draft.safe, changes: new Set(draft.changes) };
    const fault = this.#faultOnce(at, next, `${key}\n${next.text}`, allowance);
    if (fault === undefined) return next;
    this.#faults.set(key, `It ${fault}.`.replace(/\.\.$/, '.'));
    return undefined;
  }

  readonly #sound = new Set<string>();

  #faultOnce(
    at: Draughted,
    next: Draughted,
    key: string,
    allowance: Parameters<typeof faultOf>[2],
  ): string | undefined {
    if (this.#sound.has(key)) return undefined;
    const fault = faultOf(at, next, allowance);
    if (fault === undefined) this.#sound.add(key);
    return fault;
  }

  #draughted(text: string): Draughted {
    let draughted = this.#seen.get(text);
    if (!draughted) {
      draughted = new Draughted(text, this.#context);
      this.#seen.set(text, draughted);
    }
    return draughted;
  }
}

function faultKey({ id }: Rewrite, { safe }: Draft, { text }: Draughted): string {
  return `${id} ${safe}\n${text}`;
}

function asProposal({ id, kind, title }: Rewrite, draft: Draft): Proposal {
  const { safe, reason, effect, question, places, files = [] } = draft;
  const range = places[0]?.range ?? { start: 0, end: 0 };
  return { id, kind, title, safe, range, places, reason, effect, question, files };
}
