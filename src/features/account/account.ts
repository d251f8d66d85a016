import * as vscode from 'vscode';
import type { profiles } from '../../adapters/aws/profiles.ts';
import type { openSession, Session, SessionChoice } from '../../adapters/aws/session.ts';
import { isCancelled, isUserFacing } from '../../core/errors.ts';

/** The part that talks to AWS, loaded when a session is first asked for. */
export interface AccountCloud {
  readonly openSession: typeof openSession;
  readonly profiles: typeof profiles;
}

/** Where we stand with AWS, for the status item. */
export type Standing =
  | { readonly kind: 'untried' }
  | { readonly kind: 'signed-in'; readonly account: string; readonly arn: string; readonly region: string }
  | { readonly kind: 'refused'; readonly sentence: string };

/**
 * The profile and region that everything in this window uses. Only their names are kept, in the workspace's own
 * memory; credentials stay with the SDK.
 */
export class Account implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #cloud: () => Promise<AccountCloud>;
  readonly #version: string;
  readonly #changed = new vscode.EventEmitter<SessionChoice>();
  readonly #standingChanged = new vscode.EventEmitter<Standing>();
  #session: Promise<Session> | undefined;
  #signingIn: Promise<void> | undefined;
  #standing: Standing = { kind: 'untried' };

  /** Another profile or region was chosen: what was shown belongs to the old one. */
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeStanding = this.#standingChanged.event;

  constructor(memory: vscode.Memento, cloud: () => Promise<AccountCloud>, version: string) {
    this.#memory = memory;
    this.#cloud = cloud;
    this.#version = version;
  }

  get choice(): SessionChoice {
    const { profile, region } = this.#memory.get<Partial<SessionChoice>>(memoryKey) ?? {};
    return { profile, region };
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** The session of the current choice; the same one until another choice is made. */
  readonly session = (): Promise<Session> => {
    this.#session ??= this.#open();
    // Whoever asks for it learns of a refusal from their own call; the status item follows by itself.
    if (this.#standing.kind !== 'signed-in') this.#signingIn ??= this.#trySigningIn();
    return this.#session;
  };

  /** Keeps the choice and announces it; sessions of the old one end. */
  async choose({ profile, region }: SessionChoice): Promise<void> {
    await this.#memory.update(memoryKey, { profile, region });
    const old = this.#session;
    this.#session = undefined;
    this.#stand({ kind: 'untried' });
    this.#changed.fire(this.choice);
    (await old?.catch(() => undefined))?.dispose();
  }

  /** Asks AWS who we are. @throws what the session throws */
  async signIn(): Promise<void> {
    this.#session ??= this.#open();
    const opening = this.#session;
    try {
      const session = await opening;
      const [{ account, arn }, region] = await Promise.all([session.identity(), session.region()]);
      if (opening === this.#session) this.#stand({ kind: 'signed-in', account, arn, region });
    } catch (error) {
      if (opening === this.#session && !isCancelled(error)) this.#stand({ kind: 'refused', sentence: said(error) });
      throw error;
    }
  }

  dispose(): void {
    void this.#session?.then(
      (session) => session.dispose(),
      () => undefined,
    );
    this.#changed.dispose();
    this.#standingChanged.dispose();
  }

  async #open(): Promise<Session> {
    const { openSession } = await this.#cloud();
    return openSession(this.choice, { version: this.#version, mfaCode: askForCode });
  }

  async #trySigningIn(): Promise<void> {
    try {
      await this.signIn();
    } catch {
      // Shown by the standing.
    } finally {
      this.#signingIn = undefined;
    }
  }

  #stand(standing: Standing): void {
    this.#standing = standing;
    this.#standingChanged.fire(standing);
  }
}

const memoryKey = 'quayside.account';

function askForCode(device: string): Promise<string | undefined> {
  const asked = vscode.window.showInputBox({
    title: vscode.l10n.t('Multi-factor authentication'),
    prompt: vscode.l10n.t('The code that {0} shows', device),
    ignoreFocusOut: true,
    validateInput: (code) => (/^\d{6}$/.test(code) ? undefined : vscode.l10n.t('Six digits.')),
  });
  return Promise.resolve(asked);
}

function said(error: unknown): string {
  if (isUserFacing(error)) return error.action ? `${error.message}\n${error.action.says}` : error.message;
  return error instanceof Error ? error.message : String(error);
}
