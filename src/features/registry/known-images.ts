/**
 * Repositories and tags of the registry for who types the name of an image: what is known is told at once, and a page
 * more is fetched behind it. Without `vscode`, so that it can be tried on a real registry.
 */
import type { Image, Registry, Repository } from '../../adapters/aws/ecr.ts';
import { isCancelled } from '../../core/errors.ts';
import { parseReference } from '../../core/image/reference.ts';
import { Listing } from './listing.ts';

export interface KnownImage {
  /** A repository with a `:` behind it, or a whole reference with its tag. */
  readonly name: string;
  /** The part that tells it from the others: a repository's name, `shop:1.2`. */
  readonly label: string;
  readonly kind: 'repository' | 'tag';
  readonly pushedAt: Date | undefined;
}

export interface KnownImagesDeps {
  /** @throws what a session and the registry throw */
  registry(): Promise<Pick<Registry, 'repositories' | 'images'>>;
  /** Milliseconds since some moment. */
  now(): number;
  /** Something arrived since the last answer. */
  learned(): void;
  failed(error: unknown): void;
}

/** Milliseconds after which what was fetched is fetched anew. */
const keptFor = 5 * 60_000;

/** Milliseconds of rest after a failure: who goes on typing does not ask for it again with each key. */
const restAfterFailure = 30_000;

/** Pages of one listing. More names than these hold nobody picks from a list. */
const pagesAtMost = 20;

export class KnownImages {
  readonly #deps: KnownImagesDeps;
  #repositories: Listing<Repository> | undefined;
  readonly #images = new Map<string, Listing<Image>>();
  #asking: Listing<Repository> | Listing<Image> | undefined;
  #restUntil = Number.NEGATIVE_INFINITY;

  constructor(deps: KnownImagesDeps) {
    this.#deps = deps;
  }

  /**
   * What fits behind the text typed so far, at once.
   * @returns `isComplete` false where more is on its way or there to be fetched
   */
  offer(written: string): { readonly images: readonly KnownImage[]; readonly isComplete: boolean } {
    const repositories = this.#fresh(this.#repositories, (registry, signal) => registry.repositories(signal));
    this.#repositories = repositories;
    const named = this.#repositoryIn(written, repositories.items);
    if (!named) {
      this.#more(repositories);
      return { images: repositories.items.map(asRepository), isComplete: repositories.isComplete };
    }
    const listing = this.#fresh(this.#images.get(named.uri), (registry, signal) => registry.images(named, signal));
    this.#images.set(named.uri, listing);
    this.#more(listing);
    const newest = [...listing.items].sort((a, b) => (b.pushedAt?.getTime() ?? 0) - (a.pushedAt?.getTime() ?? 0));
    return { images: newest.flatMap((image) => asTags(image, named.uri)), isComplete: listing.isComplete };
  }

  /** Another account was chosen, or nobody wants to know any more. */
  forget(): void {
    this.#asking?.stop();
    this.#asking = undefined;
    this.#repositories = undefined;
    this.#images.clear();
    this.#restUntil = Number.NEGATIVE_INFINITY;
  }

  /** The repository whose tag is being typed: the registry has to be the account's own. */
  #repositoryIn(written: string, known: readonly Repository[]): Pick<Repository, 'name' | 'arn' | 'uri'> | undefined {
    const colon = written.lastIndexOf(':');
    const reference = colon > written.lastIndexOf('/') ? parseReference(written.slice(0, colon)) : undefined;
    if (!reference?.registry) return undefined;
    const uri = written.slice(0, colon);
    const own = `${reference.registry}/`;
    if (!known.some((repository) => repository.uri.startsWith(own))) return undefined;
    return known.find((repository) => repository.uri === uri) ?? { name: reference.repository, arn: uri, uri };
  }

  #fresh<T>(known: Listing<T> | undefined, list: ConstructorParameters<typeof Listing<T>>[0]): Listing<T> {
    const now = this.#deps.now();
    if (known && now - known.since < keptFor) return known;
    known?.stop();
    return new Listing(list, now, known?.items);
  }

  #more(listing: Listing<Repository> | Listing<Image>): void {
    // Only what is being typed now is of interest.
    if (this.#asking !== listing) this.#asking?.stop();
    this.#asking = listing;
    if (listing.isComplete || listing.isFetching || listing.pages >= pagesAtMost) return;
    if (this.#deps.now() < this.#restUntil) return;
    void listing.fetch(this.#deps.registry).then(
      () => this.#deps.learned(),
      (error: unknown) => {
        if (isCancelled(error)) return;
        this.#restUntil = this.#deps.now() + restAfterFailure;
        this.#deps.failed(error);
      },
    );
  }
}

function asRepository({ createdAt, name, uri }: Repository): KnownImage {
  return { name: `${uri}:`, label: name, kind: 'repository', pushedAt: createdAt };
}

function asTags({ pushedAt, repository, tags }: Image, uri: string): KnownImage[] {
  return tags.map((tag) => ({ name: `${uri}:${tag}`, label: `${repository}:${tag}`, kind: 'tag', pushedAt }));
}
