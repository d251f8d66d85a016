import type { Range, TextEdit } from '../text.ts';
import type { BuildModel } from './model/build-model.ts';

/** What a rewrite is about; `multi-stage` makes a second stage out of one. */
export type RewriteKind =
  | 'multi-stage'
  | 'base-image'
  | 'cache'
  | 'layers'
  | 'packages'
  | 'instructions'
  | 'security'
  | 'context';

/**
 * A rewrite as its file writes it: data, and one function that answers with proposals or with the reason for
 * having none. It knows nothing of editors, of other rewrites, or of which proposals a person wants.
 */
export interface Rewrite {
  /** Kebab-case, such as `manifests-before-sources`; the name of its file and of its page. */
  readonly id: string;
  readonly kind: RewriteKind;
  /** What happens, in the imperative: `Copy the manifests before the sources`. */
  readonly title: string;
  /** `both` where it depends on the place. */
  readonly safety: 'safe' | 'review' | 'both';
  /**
   * Why it is looked for only where somebody names it, as a sentence: what it brings is wanted by some and would
   * surprise others.
   */
  readonly onRequest?: string;
  /** What must hold for the meaning to stay, as a sentence for its page. */
  readonly precondition: string;
  /** How it is known to help, as a sentence for its page. */
  readonly evidence: string;
  /** At most one draft that is safe and one that is not: what is alike at several places is one draft with them all. */
  readonly propose: (build: BuildModel) => Answer | readonly Answer[];
}

export type Answer = Draft | Declined;

/** What a rewrite wants to do: one thing, at one or several places of the file. */
export interface Draft {
  /** The image stays what it was, but for what the rewrite declares; may be applied unattended. */
  readonly safe: boolean;
  /** Why here, as a sentence. */
  readonly reason: string;
  /** What it is expected to bring, as a sentence. */
  readonly effect: string;
  /** What a person should look at before taking it; every draft that is not safe has one. */
  readonly question?: string;
  /** In the order of the text. Each can be taken alone; together they never overlap. */
  readonly places: readonly Place[];
  /** What is written or changed beside the Dockerfile. */
  readonly files?: readonly FileChange[];
  /** Parts of the image's configuration that this is meant to change, such as `command` or `user`. */
  readonly changes?: readonly string[];
}

export interface Place {
  /** What is shown as the place: the instruction, mostly. */
  readonly range: Range;
  readonly edits: readonly TextEdit[];
}

/** A whole file beside the Dockerfile as it should be. */
export interface FileChange {
  /** Relative to the build context, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Declined {
  /** Why there is nothing to propose, as a sentence. */
  readonly declined: string;
}

export function none(reason: string): Declined {
  return { declined: reason };
}

export function isDraft(answer: Answer): answer is Draft {
  return 'places' in answer;
}

export function defineRewrite(rewrite: Rewrite): Rewrite {
  return rewrite;
}

/** One place: an instruction, or whatever else has a range. */
export function place(at: { readonly range: Range }, ...edits: readonly TextEdit[]): Place {
  return { range: at.range, edits };
}
