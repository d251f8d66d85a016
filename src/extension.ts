/** Composition only: makes the parts and hands them to each other. */
import type * as vscode from 'vscode';
import { registerAccount } from './features/account/register.ts';
import { registerBalancers } from './features/balancers/register.ts';
import { registerDeploy } from './features/deploy/register.ts';
import type { ShellCheckPorts } from './features/dockerfile/shellcheck.ts';
import { thisPerson } from './features/dockerfile/this-person.ts';
import { engineDigests } from './features/images/digests.ts';
import { registerLayers } from './features/images/layers.ts';
import { engineVersions } from './features/images/package-versions.ts';
import { registerImages } from './features/images/register.ts';
import type { OptimizePorts } from './features/optimize/ports.ts';
import { ecrImageNames } from './features/registry/image-names.ts';
import { registerRegistry } from './features/registry/register.ts';
import { registerServices } from './features/services/register.ts';
import { registerLoadMore } from './ui/tree.ts';
import { createUi } from './ui/ui.ts';

export async function activate({ subscriptions, workspaceState, extension }: vscode.ExtensionContext): Promise<void> {
  const ui = createUi();
  const cloud = () => import('./cloud.ts');
  const account = registerAccount({ ui, memory: workspaceState, version: extension.packageJSON.version, cloud });
  const parts = { ui, cloud, account: account.account };
  subscriptions.push(
    ui,
    account,
    registerRegistry(parts),
    registerServices(parts),
    registerBalancers(parts),
    registerImages(parts),
    registerLayers(parts),
    registerDeploy(parts),
    registerLoadMore(ui),
    ui.register('quayside.showLog', () => ui.log.show()),
  );
  // A bundle of its own: views and commands are there before the parser and the rules are read.
  const { registerDockerfile } = await import('./features/dockerfile/register.ts');
  const shellCheck: ShellCheckPorts = {
    open: async (wanted) => (await import('./adapters/shellcheck/shellcheck.ts')).openShellCheck(wanted, process.env),
    log: (sentence) => ui.log.info(sentence),
  };
  const names = ecrImageNames(parts);
  const images = { names, digests: engineDigests(parts), versions: engineVersions(parts) };
  const optimizing: OptimizePorts = {
    ui,
    readLocal: async (...given) => (await import('./adapters/build-context.ts')).readBuildContext(...given),
    prove: async (given) => (await import('./features/optimize/prove.ts')).proveOptimization({ ui, cloud }, given),
  };
  subscriptions.push(names, registerDockerfile(thisPerson(), shellCheck, images, optimizing));
}
