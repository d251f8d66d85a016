import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { personalConfigurations } from '../../core/lint/configuration-places.ts';

/** Where hadolint looks for a person's own configuration. For a host with a disk: the web has no home folder. */
export const personalConfigurationFiles = (): vscode.Uri[] =>
  personalConfigurations(process.env.HOME ?? homedir(), process.env.XDG_CONFIG_HOME).map((path) =>
    vscode.Uri.file(path),
  );
