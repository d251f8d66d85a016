import { expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const id = 'cargo-target-cache';
const build = (run: string, take = 'COPY --from=b /src/target/release/shop /shop') =>
  `FROM rust:1.85 AS b\nWORKDIR /src\nCOPY . .\n${run}\nFROM debian:12\n${take}\nCMD ["/shop"]\n`;
const mount = '--mount=type=cache,id=cargo-target-rust-1.85,target=/var/cache/cargo-target,sharing=locked';
const cargo = 'find . -type f -exec touch {} + && CARGO_TARGET_DIR=/var/cache/cargo-target cargo';

test('what a later stage takes is put where it looks for it', () => {
  const { text, safe, again } = rewritten(id, build('RUN cargo build --release'));
  expect(text).toBe(
    build(
      `RUN ${mount} \\\n    ${cargo} build --release && mkdir -p target/release && cp /var/cache/cargo-target/release/shop target/release/`,
    ),
  );
  expect(safe).toEqual([false]);
  expect(again).toBe(text);
});

test('what the same stage takes, too, for another machine and behind a mount that is there', () => {
  const registry = '--mount=type=cache,target=/usr/local/cargo/registry';
  const { text } = rewritten(
    id,
    build(
      `RUN ${registry} \\\n    cargo build --release --target x86_64-unknown-linux-musl \\\n    && strip target/x86_64-unknown-linux-musl/release/shop\nRUN mv target/x86_64-unknown-linux-musl/release/shop /out && rm -rf target`,
      'COPY --from=b /out /shop',
    ),
  );
  const folder = 'x86_64-unknown-linux-musl/release';
  expect(text).toContain(
    `RUN ${registry} \\\n    ${mount} \\\n    ${cargo} build --release --target x86_64-unknown-linux-musl && mkdir -p target/${folder} && cp /var/cache/cargo-target/${folder}/shop target/${folder}/ \\\n    && strip`,
  );
});

test('what a RUN copies to another name there is nothing that cargo made', () => {
  const { text } = rewritten(
    id,
    build(
      'RUN cargo build --release\nRUN cp ./target/release/shop ./target/release/store && strip target/release/store',
      'COPY --from=b /src/target/release/store /shop',
    ),
  );
  expect(text).toContain('&& cp /var/cache/cargo-target/release/shop target/release/\n');
});

test('a mount of another folder takes nothing from it', () => {
  const take = 'COPY --from=b /src/target/release/shop /shop\nRUN --mount=type=bind,from=b';
  const { text } = rewritten(
    id,
    build('RUN cargo build --release', `${take},source=/tmp/libraries,target=/mnt ls /mnt`),
  );
  expect(text).toContain(`RUN ${mount}`);
  expect(rewritten(id, build('RUN cargo build --release', `${take},target=/mnt ls /mnt`)).reason).toMatch(
    /folder is taken/,
  );
});

test('cargo install takes its program out itself', () => {
  const { text } = rewritten(id, build('RUN cargo install --path .', 'COPY --from=b /usr/local/cargo/bin/shop /shop'));
  expect(text).toContain(`RUN ${mount} \\\n    ${cargo} install --path .\n`);
});

test.each([
  [
    'it lies in the root, with the whole system',
    'FROM rust:1.85 AS b\nCOPY . .\nRUN cargo build --release\nFROM debian:12\nCOPY --from=b /target/release/shop /shop\nCMD ["/shop"]\n',
    /root of the file system/,
  ],
  [
    'it is part of the image',
    'FROM rust:1.85\nRUN cargo build --release\nCMD ["target/release/shop"]\n',
    /part of the image/,
  ],
  [
    'the folder is taken',
    build('RUN cargo build --release', 'COPY --from=b /src/target/release /bin'),
    /more from the target folder/,
  ],
  [
    'a folder above is taken',
    build('RUN cargo build --release', 'COPY --from=b /src /src'),
    /that the target folder is in/,
  ],
  [
    'a pattern is taken',
    build('RUN cargo build --release\nRUN cp target/release/lib*.so /x'),
    /by name: target\/release\/lib/,
  ],
  ['nothing is known to be taken', build('RUN cargo build --release', 'COPY --from=b /etc/hosts /x'), /Which programs/],
  ['it builds twice', build('RUN cargo build --release\nRUN cargo build --release --bin b'), /more than once/],
  ['the target folder is another', build('ENV CARGO_TARGET_DIR=/t\nRUN cargo build --release'), /CARGO_TARGET_DIR/],
  ['what follows is done anyway', build('RUN cargo build --release; true'), /joined by &&/],
  ['another user builds', build('USER me\nRUN cargo build --release'), /Who runs/],
])('nothing where %s', (_, before, reason) => {
  const result = rewritten(id, before);
  expect(result.text).toBe(before);
  expect(result.reason).toMatch(reason);
});
