/** Proposals, each on or off, and what comes of them. Knows nothing of the editor. */
import {
  type Applied,
  applyProposals,
  type Choice,
  type Optimization,
  type OptimizeOptions,
  optimize,
  type Part,
  type Proposal,
} from '../../core/optimize/optimize.ts';
import { rewrites } from '../../core/optimize/rewrites/index.ts';

/** One that can be switched. */
export interface Row {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly safe: boolean;
  readonly isChosen: boolean;
  /** Whether it has a part in the result; one that is chosen may be left out for the sake of one before it. */
  readonly isApplied: boolean;
  /** Undefined for what others make possible. */
  readonly proposal: Proposal | undefined;
}

export interface ChosenProposals {
  readonly rows: readonly Row[];
  readonly declined: readonly (Optimization['declined'][number] & {
    /** Whether it is looked for only where a person asks for it, which nobody did. */
    readonly isOnRequest: boolean;
  })[];
  readonly result: Applied;
}

/** What a person switched, by the key of a row; what is safe is on until it is switched off. */
export type Switches = ReadonlyMap<string, boolean>;

/** A rewrite can have two proposals, one safe and one that wants a review. */
export const keyOf = ({ id, safe }: Part): string => `${id} ${safe ? 'safe' : 'review'}`;

export function chosenProposals(text: string, switches: Switches, options: OptimizeOptions): ChosenProposals {
  const { proposals, declined } = optimize(text, options);
  const isOn: Choice = (proposal) => switches.get(keyOf(proposal)) ?? proposal.safe;
  const offered = new Map<string, Part>();
  const result = applyProposals(
    text,
    (proposal) => {
      offered.set(keyOf(proposal), proposal);
      return isOn(proposal);
    },
    options,
  );
  const applied = new Set(result.parts.map(keyOf));
  const row = ({ id, safe }: Part, proposal?: Proposal): Row => {
    const key = keyOf({ id, safe });
    const isChosen = isOn({ id, safe });
    const isApplied = isChosen && applied.has(key);
    return { key, id, safe, title: titleOf(id), isChosen, isApplied, proposal };
  };
  const known = new Set(proposals.map(keyOf));
  const others = [...offered].filter(([key, one]) => !known.has(key) && !isLeftOut(key, one));
  return {
    rows: [...proposals.map((proposal) => row(proposal, proposal)), ...others.map(([, one]) => row(one))],
    declined: declined.map((one) => ({ ...one, isOnRequest: isOnRequest(one.id) && !options.asked?.includes(one.id) })),
    result,
  };

  /** On, and still without a part in it: it would break something, so it is no proposal. */
  function isLeftOut(key: string, one: Part): boolean {
    return isOn(one) && !applied.has(key);
  }
}

/** The text with one of them applied and nothing else. */
export function withOne(text: string, key: string, options: OptimizeOptions): Applied {
  return applyProposals(text, (proposal) => keyOf(proposal) === key, options);
}

/** The rewrites that are looked for only where a person asks for them. */
export const onRequest = rewrites.filter((rewrite) => rewrite.onRequest !== undefined);

function isOnRequest(id: string): boolean {
  return onRequest.some((rewrite) => rewrite.id === id);
}

export function titleOf(id: string): string {
  return rewrites.find((rewrite) => rewrite.id === id)?.title ?? id;
}

/** The reasons for having nothing to propose, those that say the most first. */
export function topReasons(declined: Optimization['declined'], most: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const { reason } of declined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  // An obstacle is the reason of all; else those that look for a second stage come first, as the list has them.
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const shared = sorted.filter(([, count]) => count === declined.length);
  return (shared.length > 0 ? shared : [...counts]).slice(0, most).map(([reason]) => reason);
}
