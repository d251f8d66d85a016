/** The way in on vscode.dev: what needs no machine. */
import type * as vscode from 'vscode';
import { registerDockerfile } from './features/dockerfile/register.ts';

export function activate({ subscriptions }: vscode.ExtensionContext): void {
  subscriptions.push(registerDockerfile(undefined));
}
