import { describe, expect, test } from 'vitest';
import { libraries, rewritten } from '../rewritten.ts';

/** The last stage of what a rewrite makes. */
function lastStage({ text: all }: { text: string }): string {
  return all.slice(all.lastIndexOf('\nFROM ') + 1);
}

describe('go-multi-stage', () => {
  const text =
    'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o /usr/local/bin/shop .\nCMD ["/usr/local/bin/shop"]\n';
  const files = { 'go.mod': 'module shop\n', 'main.go': 'package main\n', 'templates/index.html': '' };

  test('the program and what it reads come to a Debian of the same release', () => {
    const result = rewritten('go-multi-stage', text, files);
    expect(result.text).toBe(`FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /usr/local/bin/shop .

FROM debian:bookworm-slim
WORKDIR /src
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/templates/ /src/templates/
COPY --from=build /usr/local/bin/shop /usr/local/bin/shop
CMD ["/usr/local/bin/shop"]
`);
    expect(result.again).toBe(result.text);
  });

  test('a program with C in it is linked as before, and what it is linked with comes along', () => {
    const linked = { ...files, 'main.go': 'package main\n\nimport "C"\n' };
    const { text: after } = rewritten('go-multi-stage', text, linked);
    expect(after).not.toContain('CGO_ENABLED');
    expect(after).toContain('ldd /usr/local/bin/shop');
    expect(rewritten('go-multi-stage', text).proposals[0]?.question).toMatch(/C libraries/);
  });

  test('of an unknown context the folder comes as a whole', () => {
    expect(lastStage(rewritten('go-multi-stage', text))).toContain('COPY --from=build /src/ /src/');
  });

  test.each([
    ['nothing is built', text.replace('go build', 'go test'), /Nothing is built/],
    ['Go itself is started', text.replace('["/usr/local/bin/shop"]', '["go", "run", "."]'), /go is started/],
    ['nothing says what runs', text.replace(/CMD.*\n/, ''), /neither ENTRYPOINT nor CMD/],
  ])('nothing where %s', (_, dockerfile, reason) => {
    expect(rewritten('go-multi-stage', dockerfile, files).reason).toMatch(reason);
  });
});

describe('rust-multi-stage', () => {
  const text =
    'FROM rust:1.85-bookworm\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nCMD ["/src/target/release/shop"]\n';
  const files = { 'Cargo.toml': '', 'Cargo.lock': 'name = "serde"\n', 'src/main.rs': '' };

  test('certificates come along where a crate may check them', () => {
    const lock = (crate: string) => ({ ...files, 'Cargo.lock': `[[package]]\nname = "${crate}"\n` });
    const takes = (given: Record<string, string>) =>
      rewritten('rust-multi-stage', text, given).text.includes('/etc/ssl/certs/ca-certificates.crt');
    expect(takes(lock('serde'))).toBe(false);
    expect(takes(lock('rustls-native-certs'))).toBe(true);
    expect(takes(lock('openssl-probe'))).toBe(true);
  });

  test.each([
    ['signs alone', 'use openssl::{hash::MessageDigest, sign::Signer};', 'shop', false],
    ['speaks TLS', 'use openssl::{\n  sign::Signer,\n  ssl::SslConnector,\n};', 'shop', true],
    ['checks certificates', 'let store = openssl::x509::store::X509StoreBuilder::new();', 'shop', true],
    ['gives OpenSSL another name', 'use openssl as o;', 'shop', true],
    ['has a crate that uses OpenSSL', '', 'shop", "other', true],
  ])('certificates and OpenSSL: a program that %s', (_, source, user, isTaken) => {
    const local = '[[package]]\nname = "shop"\nversion = "1.0.0"\ndependencies = [\n "openssl",\n]\n\n';
    const other =
      user === 'shop' ? '' : '[[package]]\nname = "other"\nsource = "registry"\ndependencies = ["openssl"]\n';
    const crates = '[[package]]\nname = "openssl"\nsource = "registry"\ndependencies = [\n "openssl-sys",\n]\n';
    const given = { ...files, 'Cargo.lock': local + crates + other, 'src/main.rs': source };
    expect(rewritten('rust-multi-stage', text, given).text.includes('ca-certificates.crt')).toBe(isTaken);
  });

  test('the program comes alone where it is known to be linked with nothing more', () => {
    const result = rewritten('rust-multi-stage', text, files);
    expect(lastStage(result)).toBe(`FROM debian:bookworm-slim
WORKDIR /src
COPY --from=build /src/target/release/shop /src/target/release/shop
CMD ["/src/target/release/shop"]
`);
    expect(result.again).toBe(result.text);
  });

  test('with a crate of the system its libraries come along', () => {
    const linked = { ...files, 'Cargo.lock': 'name = "openssl-sys"\n' };
    expect(rewritten('rust-multi-stage', text, linked).text).toContain('ldd /src/target/release/shop');
  });

  test.each([
    ['nothing is built', text.replace('cargo build --release', 'cargo fetch'), /Nothing is built/],
    ['it is Alpine', text.replace('bookworm', 'alpine'), /C library|musl|Alpine|neither|another/],
    ['cargo is started', text.replace('/src/target/release/shop', 'cargo'), /Cargo itself/],
  ])('nothing where %s', (_, dockerfile, reason) => {
    const { reason: said, text: after } = rewritten('rust-multi-stage', dockerfile, files);
    if (said === undefined) expect(after).toContain('alpine');
    else expect(said).toMatch(reason);
  });
});

describe('java-multi-stage', () => {
  const text =
    'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/shop.jar"]\n';
  const files = {
    'pom.xml': '<artifactId>maven-shade-plugin</artifactId>',
    'src/main/java/Shop.java': '',
    'catalog/a.json': '',
  };

  test('the archive and data come to a Java runtime of the same version', () => {
    const result = rewritten('java-multi-stage', text, files);
    expect(lastStage(result)).toBe(`FROM eclipse-temurin:21-jre
WORKDIR /app
COPY --from=build /app/catalog/ /app/catalog/
COPY --from=build /app/target/shop.jar /app/target/shop.jar
CMD ["java", "-jar", "target/shop.jar"]
`);
    expect(result.again).toBe(result.text);
  });

  test('an archive that needs others comes with its folder', () => {
    const plain = { ...files, 'pom.xml': '<project/>' };
    expect(lastStage(rewritten('java-multi-stage', text, plain))).toContain('/app/target/ /app/target/');
  });

  test('an archive in the root folder that needs others keeps the build as it is', () => {
    const dockerfile = text.replace('RUN mvn package', 'RUN mvn package && cp target/shop.jar /shop.jar');
    const result = rewritten('java-multi-stage', dockerfile.replace('"target/shop.jar"', '"/shop.jar"'), {
      ...files,
      'pom.xml': '<project/>',
    });
    expect(result.reason).toMatch(/root folder/);
  });

  test('an archive that Gradle fills with what it needs comes alone', () => {
    const dockerfile =
      'FROM eclipse-temurin:21-jdk\nWORKDIR /app\nCOPY . .\nRUN ./gradlew build\nRUN cp build/libs/shop.jar /shop.jar\nCMD ["java", "-jar", "/shop.jar"]\n';
    const result = rewritten('java-multi-stage', dockerfile, {
      gradlew: '',
      'build.gradle.kts': 'from(configurations.runtimeClasspath.map { files -> files.map { zipTree(it) } })',
      'src/main/java/Shop.java': '',
    });
    expect(lastStage(result).match(/COPY .*/g)).toEqual(['COPY --from=build /shop.jar /shop.jar']);
  });

  test.each([
    ['nothing is built', text.replace('mvn package', 'mvn test'), /Nothing is built/],
    ['the archive is a variable', text.replace('target/shop.jar', '$JAR'), /archive|known/],
  ])('nothing where %s', (_, dockerfile, reason) => {
    expect(rewritten('java-multi-stage', dockerfile, files).reason).toMatch(reason);
  });
});

describe('c-multi-stage', () => {
  const text =
    'FROM debian:bookworm\nRUN apt-get update && apt-get install -y gcc make libsqlite3-dev tzdata\nWORKDIR /src\nCOPY . .\nRUN make\nCMD ["/src/shop"]\n';
  const files = { Makefile: '', 'shop.c': '', 'data/places.csv': '' };
  const cmake =
    'FROM gcc:12\nCOPY . /tmp/shop\nRUN cd /tmp/shop && cmake . && make install\nCOPY entry.sh /\nENTRYPOINT ["/entry.sh"]\nCMD ["shopd"]\n';
  const withScript = { 'CMakeLists.txt': '', 'shop.cpp': '', 'entry.sh': '#!/bin/sh\necho ready\nexec "$@"\n' };

  test('the program, its libraries, data, and packages that are not for building come along', () => {
    const result = rewritten('c-multi-stage', text, files);
    expect(result.text).toContain('ldd /src/shop');
    expect(lastStage(result)).toBe(`FROM debian:bookworm
WORKDIR /src
RUN apt-get update && apt-get install -y tzdata && rm -rf /var/lib/apt/lists/*
${libraries}
COPY --from=build /src/data/ /src/data/
COPY --from=build /src/shop /src/shop
CMD ["/src/shop"]
`);
    expect(result.again).toBe(result.text);
  });

  test('what CMake installs is installed once more, and comes alone; the script that starts is followed', () => {
    const result = rewritten('c-multi-stage', cmake, withScript);
    expect(result.text).toContain('make install && DESTDIR=/installed make install \\\n    && mkdir');
    expect(lastStage(result)).toBe(`FROM debian:bookworm-slim
${libraries}
COPY --from=build /entry.sh /entry.sh
COPY --from=build /installed/ /
RUN ldconfig
ENTRYPOINT ["/entry.sh"]
CMD ["shopd"]
`);
    expect(result.again).toBe(result.text);
  });

  test('on an image of others the program goes on to run', () => {
    const others = text.replace('debian:bookworm', 'example.com/tools:1');
    const result = rewritten('c-multi-stage', others, files);
    expect(lastStage(result)).toContain(
      'FROM example.com/tools:1\nWORKDIR /src\nRUN apt-get update && apt-get install -y tzdata',
    );
    expect(result.proposals[0]?.effect).toMatch(/^Sources/);
    expect(result.again).toBe(result.text);
  });

  test.each([
    ['nothing is compiled', text.replace('RUN make\n', ''), files, /Nothing is compiled/],
    [
      'what the base stands on is not known',
      text.replace('debian:bookworm', 'example.com/tools:1').replace(/RUN apt.*\n/, ''),
      files,
      /not known/,
    ],
    [
      'who works in the base is not known',
      text.replace('debian:bookworm', 'example.com/ubuntu:1').replace(/RUN apt.*\n/, ''),
      files,
      /not known/,
    ],
    [
      'a Makefile of its own installs',
      text.replace('make\n', 'make install\n').replace('/src/shop', 'shop'),
      files,
      /installed is not known/,
    ],
    ['the program is not built here', text.replace('/src/shop', 'shop'), files, /not built here/],
    [
      'a script calls what the small image lacks',
      cmake,
      { ...withScript, 'entry.sh': '#!/bin/sh\ncurl http://a\nexec "$@"\n' },
      /calls curl, which the small image lacks/,
    ],
  ])('nothing where %s', (_, dockerfile, known, reason) => {
    expect(rewritten('c-multi-stage', dockerfile, known).reason).toMatch(reason);
  });
});

describe('dotnet-multi-stage', () => {
  const text =
    'FROM mcr.microsoft.com/dotnet/sdk:8.0\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -c Release -o /app\nWORKDIR /app\nENTRYPOINT ["dotnet", "Shop.dll"]\n';
  const project = (sdk: string, more = '') =>
    `<Project Sdk="Microsoft.NET.Sdk${sdk}"><PropertyGroup><TargetFramework>net8.0</TargetFramework>${more}</PropertyGroup></Project>`;
  const files = { 'Shop.csproj': project('.Web'), 'Program.cs': '', 'wwwroot/index.html': '' };

  test('what is published comes to the runtime of ASP.NET', () => {
    const result = rewritten('dotnet-multi-stage', text, files);
    expect(lastStage(result)).toBe(`FROM mcr.microsoft.com/dotnet/aspnet:8.0
COPY --from=build /app/ /app/
WORKDIR /app
ENTRYPOINT ["dotnet", "Shop.dll"]
`);
    expect(result.again).toBe(result.text);
  });

  test.each([
    ['runtime', project(''), text],
    ['aspnet', project('', '<FrameworkReference Include="Microsoft.AspNetCore.App" />'), text],
    [
      'runtime-deps',
      project('', '<SelfContained>true</SelfContained>'),
      text.replace('"dotnet", "Shop.dll"', '"./Shop"'),
    ],
    [
      'runtime-deps',
      project(''),
      text.replace('-o', '-r linux-x64 --self-contained -o').replace('"dotnet", "Shop.dll"', '"./Shop"'),
    ],
  ])('%s it is, by the project', (image, csproj, dockerfile) => {
    const result = rewritten('dotnet-multi-stage', dockerfile, { ...files, 'Shop.csproj': csproj });
    expect(result.text).toContain(`FROM mcr.microsoft.com/dotnet/${image}:8.0\n`);
  });

  test('data that is copied apart, and packages of the system, come along', () => {
    const more = text.replace(
      'WORKDIR /app\n',
      'COPY data /data\nRUN apt-get update && apt-get install -y libgdiplus\nWORKDIR /app\n',
    );
    const last = lastStage(rewritten('dotnet-multi-stage', more, { ...files, 'data/a.json': '' }));
    expect(last).toContain('apt-get install -y libgdiplus');
    expect(last).toContain('COPY --from=build /data/a.json /data/a.json');
  });

  test.each([
    ['nothing is published', text.replace('publish', 'restore'), files, /Nothing is published/],
    ['the SDK starts', text.replace('"Shop.dll"', '"run"'), files, /SDK is needed/],
    ['nothing names the version', text.replace(':8.0', ':latest'), { ...files, 'Shop.csproj': '' }, /Which runtime/],
    [
      'a project is for another version',
      text,
      { ...files, 'Shop.csproj': project('.Web').replace('net8.0', 'net6.0') },
      /for \.NET 6\.0/,
    ],
    ['Alpine knows no cultures', text.replace('8.0', '8.0-alpine'), files, /cultures/],
    ['something else is started', text.replace('-o /app', '-o /other'), files, /not what is published/],
  ])('nothing where %s', (_, dockerfile, known, reason) => {
    expect(rewritten('dotnet-multi-stage', dockerfile, known).reason).toMatch(reason);
  });
});
