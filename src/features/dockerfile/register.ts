import * as vscode from 'vscode';
import { registerCodeActions } from './code-actions.ts';
import { ConfigurationFiles } from './configuration-files.ts';
import { ConfigurationProblems } from './configuration-problems.ts';
import { Configurations } from './configurations.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { LintedDocuments } from './documents.ts';
import { registerIgnoreInConfiguration } from './ignore-in-configuration.ts';
import type { ImageNames } from './image-names.ts';
import { registerLanguage } from './language.ts';
import { registerLintWorkspace } from './lint-workspace.ts';
import { Overlap } from './overlap.ts';
import { type Digests, registerPinDigest } from './pin-digest.ts';
import { BackgroundShellCheck, type ShellCheckPorts } from './shellcheck.ts';
import { registerShowConfiguration } from './show-configuration.ts';

/** What knows of images, where a host can ask for them. */
export interface ImageKnowledge {
  readonly names: ImageNames;
  readonly digests: Digests;
}

/**
 * Everything a Dockerfile shows in an editor. Needs no machine, so it runs on vscode.dev and in untrusted workspaces.
 * @param personal where a person's own configuration may lie, best first; none where there is no disk
 * @param shellCheckPorts none where no program can be run
 * @param images none where neither an engine nor AWS can be asked
 */
export function registerDockerfile(
  personal: readonly vscode.Uri[],
  shellCheckPorts?: ShellCheckPorts,
  images?: ImageKnowledge,
): vscode.Disposable {
  const problems = new ConfigurationProblems();
  const files = new ConfigurationFiles(personal, problems.show);
  const configurations = new Configurations(files);
  const shellCheck = new BackgroundShellCheck(shellCheckPorts);
  const linted = new LintedDocuments(configurations, shellCheck);
  const overlap = new Overlap();
  return vscode.Disposable.from(
    problems,
    files,
    configurations,
    overlap,
    shellCheck,
    registerDiagnostics(linted, configurations, overlap, shellCheck),
    registerCodeActions(linted, configurations),
    registerIgnoreInConfiguration(configurations),
    registerShowConfiguration(configurations, linted, overlap),
    registerLanguage(linted, images?.names),
    ...(images ? [registerPinDigest(linted, images.digests)] : []),
    registerLintWorkspace(linted, configurations, overlap),
  );
}
