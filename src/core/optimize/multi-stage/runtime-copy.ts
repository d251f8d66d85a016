/** What the last stage takes over: absolute paths of the build stage. */
export interface RuntimeCopy {
  readonly path: string;
  readonly isFolder: boolean;
  /** Where it goes, unless it goes to the same place. */
  readonly to?: string;
  /** Where it points to: a link is made again, since COPY would take what it points to. */
  readonly link?: string;
  /** Whether it holds what package managers install, and nothing that a change of a source changes. */
  readonly isInstalled?: boolean;
  /** The mode of a folder, which COPY does not keep. */
  readonly mode?: string;
}
