import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const crate = { 'Cargo.toml': '[package]\nname = "shop"\n', 'Cargo.lock': 'name = "serde"\n', 'src/main.rs': '' };

function converted(from: string, rest: string, files: Readonly<Record<string, string>> = crate) {
  const result = rewritten('rust-multi-stage', `FROM ${from}\nWORKDIR /src\nCOPY . .\n${rest}\n`, files);
  return { ...result, last: result.text.slice(result.text.lastIndexOf('\nFROM ') + 1) };
}

const release = 'RUN cargo build --release\nCMD ["./target/release/shop"]';

describe('a program in Rust goes on to', () => {
  test.each([
    ['rust:1.85-alpine3.21', 'alpine:3.21'],
    ['rust:alpine', 'alpine:3'],
    ['rustlang/rust:nightly-slim', 'debian:trixie-slim'],
    ['rustlang/rust:nightly-bookworm', 'debian:bookworm-slim'],
  ])('from %s to %s', (from, image) => {
    expect(converted(from, release).last).toContain(`FROM ${image}\n`);
  });

  test('Alpine with its packages, and with libraries where it is not linked statically', () => {
    const rest = `RUN apk add --no-cache musl-dev tzdata\n${release}`;
    const { text, last } = converted('rust:1.85-alpine', rest);
    expect(last).toContain('RUN apk add --no-cache tzdata\n');
    expect(converted('rust:1.85-alpine', release).text).not.toContain('ldd');
    expect(text).toContain('ldd');
    const dynamic = `ENV RUSTFLAGS="-C target-feature=-crt-static"\n${release}`;
    expect(converted('rust:1.85-alpine', dynamic).text).toContain('ldd /src/target/release/shop');
  });
});

test('of several programs that are started each comes along', () => {
  const both = 'RUN cargo build --release\nCMD ./target/release/migrate && ./target/release/shop';
  const { last } = converted('rust:1.85', both);
  expect(last).toContain('COPY --from=build /src/target/release/migrate /src/target/release/migrate\n');
  expect(last).toContain('COPY --from=build /src/target/release/shop /src/target/release/shop\n');
});

describe('cargo run', () => {
  const run = (command: string) => `RUN cargo build --release\n${command}`;

  test('gives way to the program that it starts', () => {
    const { last, proposals, text, again } = converted(
      'rust:1.85',
      run('CMD ["cargo", "run", "--release", "--", "-p", "80"]'),
    );
    expect(last).toContain('COPY --from=build /src/target/release/shop /src/target/release/shop\n');
    expect(last).toContain('CMD ["./target/release/shop", "-p", "80"]\n');
    expect(proposals[0]?.question).toMatch(/starts what cargo run starts/);
    expect(again).toBe(text);
  });

  test('gives way as ENTRYPOINT where nothing is added to it', () => {
    expect(converted('rust:1.85', run('ENTRYPOINT cargo run -r')).last).toContain(
      'ENTRYPOINT ["./target/release/shop"]',
    );
  });

  test('is known by the program that it names, or that the manifest does', () => {
    expect(converted('rust:1.85', run('CMD cargo run --release --bin till')).last).toContain(
      'CMD ["./target/release/till"]',
    );
    const named = { ...crate, 'Cargo.toml': '[package]\nname = "shop"\n[[bin]]\npath = "a.rs"\nname = "till"\n' };
    expect(converted('rust:1.85', run('CMD cargo run -r'), named).last).toContain('CMD ["./target/release/till"]');
  });

  test.each([
    ['builds another profile', 'CMD cargo run', crate, /compiles the program anew/],
    ['may start several', 'CMD cargo run --release', { ...crate, 'src/bin/till.rs': '' }, /Which program/],
    ['stands in a workspace', 'CMD cargo run --release', { ...crate, 'Cargo.toml': '[workspace]\n' }, /Which program/],
    [
      'tells the program of itself',
      'CMD cargo run -r',
      { ...crate, 'src/a.rs': 'env::var("CARGO_PKG_NAME")' },
      /Which program/,
    ],
    ['is ENTRYPOINT and CMD adds to it', 'ENTRYPOINT ["cargo", "run", "-r"]\nCMD ["--", "x"]', crate, /ENTRYPOINT/],
    ['tests', 'CMD cargo test', crate, /Cargo itself/],
  ])('keeps the stage as it is where it %s', (_, command, files, reason) => {
    expect(converted('rust:1.85', run(command), files).reason).toMatch(reason);
  });
});

test('crates that are compiled ahead in a package that cargo made, and what checks queries, stay behind', () => {
  const text =
    'FROM rust:1.85\nWORKDIR /app\nRUN cargo new --bin shop\nWORKDIR /app/shop\nCOPY Cargo.toml Cargo.lock ./\nRUN cargo build --release && rm src/*.rs\nCOPY . .\nRUN cargo build --release\nCMD ["./target/release/shop"]\n';
  const { text: after } = rewritten('rust-multi-stage', text, {
    ...crate,
    '.sqlx/query-1.json': '',
    'sqlx-data.json': '',
  });
  expect(after.match(/^COPY --from.*$/gm)).toEqual([
    'COPY --from=build /app/shop/target/release/shop /app/shop/target/release/shop',
  ]);
});

test('a tool that cargo installs and that is started comes along with its libraries', () => {
  const tool = 'RUN cargo install diesel_cli --no-default-features --features postgres\n';
  const { last, text } = converted(
    'rust:1.85',
    `${tool}RUN cargo build --release\nCMD diesel migration run && ./target/release/shop`,
  );
  expect(last).toContain('COPY --from=build /usr/local/cargo/bin/diesel /usr/local/bin/diesel\n');
  expect(text).toMatch(/ldd [^\n]*\/usr\/local\/cargo\/bin\/diesel/);
  const unused = converted('rust:1.85', `${tool}${release}`);
  expect(unused.last).not.toContain('diesel');
});

test('what supervisord starts is not known', () => {
  const text =
    'FROM rust:1.80\nRUN apt-get update && apt-get install -y supervisor\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nCMD ["/usr/bin/supervisord"]\n';
  expect(rewritten('rust-multi-stage', text, { 'Cargo.toml': '', 'src/main.rs': '' }).reason).toMatch(
    /supervisord starts/,
  );
});
