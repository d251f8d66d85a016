import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { spoilAccounts } from '../../../bad-input/account.ts';
import { relayUntil } from '../../../bad-input/engine-relay.ts';
import { accounts, type BadInput, type Place, type Seen, table } from '../../../bad-input/table.ts';
import { accountOf, nothing } from '../../../integration/account-of.ts';
import { equal, eventually, ok } from '../assert.ts';
import { madeFor, removeImages } from '../engine.ts';

/** The same table as in a terminal; the suites share their process with the extension, so what is set is what it reads. */
suite('In the editor, a sentence and what mends it for', () => {
  const environment = { ...process.env };
  let place: Place;
  let rows = 0;
  const undo: (() => Promise<unknown>)[] = [];

  suiteSetup(async function () {
    this.timeout(30_000);
    ok(environment.AWS_ENDPOINT_URL, 'There is no testbed: the environment names no AWS_ENDPOINT_URL.');
    await spoilAccounts(environment.AWS_ENDPOINT_URL, environment.AWS_REGION ?? 'us-east-1');
  });

  setup(async () => {
    const name = `bad-editor-${process.pid}-${++rows}`;
    place = { folder: await mkdtemp(path.join(tmpdir(), 'quayside-bad-')), name };
  });

  teardown(async function () {
    this.timeout(60_000);
    setEnvironment({});
    for (const each of undo.splice(0).reverse()) await each();
    await vscode.commands.executeCommand(select, { profile: undefined, region: undefined });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
    await rm(place.folder, { recursive: true, force: true });
  });

  for (const row of table)
    test(row.situation, async function () {
      this.timeout(90_000);
      if (row.pushedBefore) await pushBefore(row);
      await write(row.files(place));
      setEnvironment({ ...account(row), ...row.environment?.(place) });
      if (row.engineStopsAt) await putRelayBefore(row.engineStopsAt);
      await vscode.commands.executeCommand(select, { profile: row.profile, region: undefined });

      const { failed } = await runCommand(row);

      const { editor } = row;
      if (editor && 'offers' in editor) {
        ok(editor.offers.test(failed.message), failed.message);
      } else {
        const sees: Seen = { ...row.sees, ...editor };
        equal(failed.code, sees.code, failed.message);
        ok(sees.sentence.test(failed.message), `The sentence is: ${failed.message}`);
        ok(sees.action.test(failed.action ?? ''), `What mends it is: ${failed.action}`);
        if (sees.at) await expectProblem(sees.at, failed.message);
      }
      await expectNothingLeft(row);
    });

  async function pushBefore(row: BadInput): Promise<void> {
    await write(row.pushedBefore?.(place) ?? {});
    setEnvironment(account(row));
    await vscode.commands.executeCommand(select, { profile: undefined, region: undefined });
    undo.push(() => removeAll(row));
    const pushed = await vscode.commands.executeCommand<{ digest?: string }>('quayside.pushImage', place.folder, {
      build: 'missing',
    });
    ok(pushed.digest, `The push answered ${JSON.stringify(pushed)}`);
  }

  async function removeAll(row: BadInput): Promise<void> {
    await write({ 'quayside.yaml': `name: ${place.name}\nport: 3000\n` });
    setEnvironment(account(row));
    await vscode.commands.executeCommand(select, { profile: undefined, region: undefined });
    await vscode.commands.executeCommand('quayside.destroy', place.folder, { yes: true });
    setEnvironment({});
    await removeImages(place.name);
  }

  /** It cannot be stopped from in here, so it goes away as far as the extension can see. */
  async function putRelayBefore(word: string): Promise<void> {
    const relay = await relayUntil(word, environment.DOCKER_HOST ?? 'unix:///var/run/docker.sock');
    undo.push(() => relay.close());
    // What a step prints passes in plain words with the classic builder.
    process.env.DOCKER_HOST = relay.dockerHost;
    process.env.DOCKER_BUILDKIT = '0';
  }

  function runCommand({ command }: BadInput): Thenable<Answer> {
    const run = (id: string, ...given: unknown[]) => vscode.commands.executeCommand<Answer>(`quayside.${id}`, ...given);
    const { folder, name } = place;
    switch (command) {
      case 'build':
        return run('buildImage', folder);
      case 'push':
        return run('pushImage', folder);
      case 'scan':
        return run('scanImage', { repository: name, digest: `sha256:${'0'.repeat(64)}` });
      case 'deploy':
        return run('deploy', folder);
      case 'destroy':
        return run('destroy', folder, { yes: true });
    }
  }

  async function expectProblem(at: { file: string; line: number }, message: string): Promise<void> {
    const file = vscode.Uri.file(path.join(place.folder, at.file));
    const lines = () =>
      vscode.languages
        .getDiagnostics(file)
        .filter((problem) => problem.message === message)
        .map(({ range }) => range.start.line + 1);
    equal(lines(), [at.line]);
    // Once the file is open it is read as one types: the problem is there still, and not twice.
    await vscode.window.showTextDocument(file);
    await eventually('the problem in the open file', () => lines().includes(at.line));
    equal(lines(), [at.line]);
  }

  async function expectNothingLeft(row: BadInput): Promise<void> {
    // With keys that are refused for ever one cannot look; the others belong to the same machine.
    setEnvironment(row.account === 'expired' ? {} : account(row));
    equal(await accountOf(place.name), { ...nothing, ...row.remains });
    equal(await madeFor(place.name), { images: row.pushedBefore ? 1 : 0, containers: 0 });
  }

  function setEnvironment(different: Readonly<Record<string, string | undefined>>): void {
    const wanted: Record<string, string | undefined> = { ...environment, ...different };
    for (const name of Object.keys({ ...process.env, ...wanted })) {
      const value = wanted[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.join(place.folder, path.dirname(name)), { recursive: true });
      await writeFile(path.join(place.folder, name), text);
    }
  }
});

const select = 'quayside.selectProfileAndRegion';

const account = ({ account = 'ordinary' }: BadInput) => ({ AWS_ACCESS_KEY_ID: accounts[account] });

interface Answer {
  readonly failed: { readonly code: string; readonly message: string; readonly action?: string };
}
