import * as vscode from 'vscode';
import type { Environment } from '../../core/lint/environment.ts';
import type { OptimizePorts } from '../optimize/ports.ts';
import { registerOptimize } from '../optimize/register.ts';
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
import { type PackageVersions, registerPinPackages } from './pin-packages.ts';
import { BackgroundShellCheck, type ShellCheckPorts } from './shellcheck.ts';
import { registerShowConfiguration } from './show-configuration.ts';
import { BuildSurroundings } from './surroundings.ts';

/** What a person has on a machine for all Dockerfiles. */
export interface Person {
  /** Where a configuration of their own may lie, best first. */
  readonly configurations: readonly vscode.Uri[];
  /** The variables that the editor was started with. */
  readonly environment: Environment;
}

/** What knows of images, where a host can ask for them. */
export interface ImageKnowledge {
  readonly names: ImageNames;
  readonly digests: Digests;
  readonly versions: PackageVersions;
}

/**
 * Everything a Dockerfile shows in an editor. Needs no machine, so it runs on vscode.dev and in untrusted workspaces.
 * @param person none where there is no machine
 * @param shellCheckPorts none where no program can be run
 * @param images none where neither an engine nor AWS can be asked
 * @param optimizing nothing where there is no machine
 */
export function registerDockerfile(
  person: Person | undefined,
  shellCheckPorts?: ShellCheckPorts,
  images?: ImageKnowledge,
  optimizing: OptimizePorts = {},
): vscode.Disposable {
  const problems = new ConfigurationProblems();
  const files = new ConfigurationFiles(person?.configurations ?? [], problems.show);
  const configurations = new Configurations(files, person?.environment ?? {});
  const surroundings = new BuildSurroundings();
  const shellCheck = new BackgroundShellCheck(shellCheckPorts);
  const linted = new LintedDocuments(configurations, surroundings, shellCheck);
  const overlap = new Overlap();
  return vscode.Disposable.from(
    problems,
    files,
    configurations,
    surroundings,
    overlap,
    shellCheck,
    registerDiagnostics(linted, { configurations, surroundings }, overlap, shellCheck),
    registerCodeActions(linted, configurations),
    registerIgnoreInConfiguration(configurations),
    registerShowConfiguration(configurations, linted, overlap),
    registerLanguage(linted, images?.names),
    ...(images ? [registerPinDigest(linted, images.digests), registerPinPackages(linted, images.versions)] : []),
    registerLintWorkspace(linted, { configurations, surroundings }, overlap, shellCheck),
    registerOptimize(linted, optimizing),
  );
}
