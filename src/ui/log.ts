import * as vscode from 'vscode';

/** The one output channel, named Quayside. It is opened with its first line, so that a start costs nothing. */
export class Log implements vscode.Disposable {
  #channel: vscode.LogOutputChannel | undefined;

  info(line: string): void {
    this.#opened().info(line);
  }

  debug(line: string): void {
    this.#opened().debug(line);
  }

  /** @param error with its stack and its causes */
  error(error: unknown): void {
    this.#opened().error(withCauses(error));
  }

  show(): void {
    this.#opened().show(true);
  }

  dispose(): void {
    this.#channel?.dispose();
  }

  #opened(): vscode.LogOutputChannel {
    this.#channel ??= vscode.window.createOutputChannel('Quayside', { log: true });
    return this.#channel;
  }
}

function withCauses(error: unknown): string {
  const told: string[] = [];
  for (let at: unknown = error; at !== undefined && told.length < 10; at = at instanceof Error ? at.cause : undefined)
    told.push(at instanceof Error ? (at.stack ?? String(at)) : String(at));
  return told.join('\nCaused by: ');
}
