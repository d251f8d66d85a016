import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { personalConfigurations } from '../../core/lint/configuration-places.ts';
import type { Person } from './register.ts';

/** Where hadolint looks for what a person says for all Dockerfiles. For a host with a machine: the web has none. */
export const thisPerson = (): Person => ({
  configurations: personalConfigurations(process.env.HOME ?? homedir(), process.env.XDG_CONFIG_HOME).map((path) =>
    vscode.Uri.file(path),
  ),
  environment: process.env,
});
