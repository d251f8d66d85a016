// `rust`: this machine's own toolchain, whatever release is asked for, behind the same rustup that the image has.
import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { run } from '../processes.ts';
import { type LayerRecipe, type Missing, PATH, packages, type StandIn } from './recipe.ts';
import { type Reference, versionOf } from './reference.ts';
import { buildTools, system } from './systems.ts';

const rustupHome = () => process.env.RUSTUP_HOME ?? path.join(homedir(), '.rustup');
const cargoHome = () => process.env.CARGO_HOME ?? path.join(homedir(), '.cargo');

export async function rust({ tag }: Reference): Promise<StandIn | Missing> {
  const rustup = path.join(cargoHome(), 'bin/rustup');
  if (!existsSync(rustup)) return { missing: 'This machine has no Rust that could be put into an image.' };
  const own = /rustc (\S+)/.exec(await run(rustup, ['run', 'stable', 'rustc', '--version']))?.[1] ?? 'stable';
  const asked = versionOf(tag) ?? own;
  const isSmall = /slim|alpine/.test(tag);
  const beneath = isSmall
    ? packages(await system('bookworm'), 'slim-cc', ['ca-certificates', 'gcc', 'libc6-dev', 'wget'])
    : await buildTools();
  const on = await system('bookworm');
  return {
    layers: [
      ...beneath,
      { name: `rust-${own}`, on, make: addRust(rustup) },
      { name: `rust-${own}-as-${asked}`, on, make: nameToolchain(asked) },
    ],
    config: {
      Env: [
        'RUSTUP_HOME=/usr/local/rustup',
        'CARGO_HOME=/usr/local/cargo',
        `PATH=/usr/local/cargo/bin:${PATH}`,
        `RUST_VERSION=${asked}`,
      ],
      Cmd: ['bash'],
    },
    is: `Debian 12 with Rust ${own}`,
  };
}

const target = () => (process.arch === 'arm64' ? 'aarch64-unknown-linux-gnu' : 'x86_64-unknown-linux-gnu');

function addRust(rustup: string): LayerRecipe['make'] {
  return async (root) => {
    const bin = path.join(root, 'usr/local/cargo/bin');
    const toolchains = path.join(root, 'usr/local/rustup/toolchains');
    await mkdir(bin, { recursive: true });
    await mkdir(toolchains, { recursive: true });
    await run('cp', ['-L', rustup, path.join(bin, 'rustup')]);
    const proxies = ['cargo', 'cargo-clippy', 'cargo-fmt', 'clippy-driver', 'rustc', 'rustdoc', 'rustfmt', 'rust-gdb'];
    for (const name of proxies) await symlink('rustup', path.join(bin, name));
    const stable = path.join(rustupHome(), 'toolchains', `stable-${target()}`);
    const copy = path.join(toolchains, `stable-${target()}`);
    await run('cp', ['-a', stable, copy]);
    // Documents and completions are most of what a toolchain weighs; the image has none either.
    await run('rm', ['-rf', path.join(copy, 'share'), path.join(copy, 'etc')]);
    await run('chown', ['-R', 'root:root', path.join(root, 'usr/local/rustup')]);
    await run('chmod', ['-R', 'a+w', path.join(root, 'usr/local/rustup'), path.join(root, 'usr/local/cargo')]);
  };
}

/** Lets the toolchain answer to the release that was asked for, which a `rust-toolchain` file may name too. */
function nameToolchain(version: string): LayerRecipe['make'] {
  return async (root) => {
    const home = path.join(root, 'usr/local/rustup');
    await mkdir(path.join(home, 'toolchains'), { recursive: true });
    const full = version.split('.').length < 3 ? [version, `${version}.0`] : [version];
    for (const name of full) {
      await symlink(`stable-${target()}`, path.join(home, 'toolchains', `${name}-${target()}`));
    }
    await writeFile(
      path.join(home, 'settings.toml'),
      `default_toolchain = "stable-${target()}"\nprofile = "minimal"\nversion = "12"\n\n[overrides]\n`,
      { mode: 0o666 },
    );
  };
}
