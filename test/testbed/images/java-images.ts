// `eclipse-temurin`, `openjdk`, `amazoncorretto` and `maven`: Debian's builds of each Java release at the places where
// those images have theirs, and Maven itself from Maven Central.
import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installMissing, installPackages, unpackPackages } from '../debian.ts';
import { run } from '../processes.ts';
import { type LayerRecipe, type Missing, PATH, packages, type StandIn } from './recipe.ts';
import { type Reference, variantOf, versionOf } from './reference.ts';
import { system } from './systems.ts';

/** In which suite Debian has the release. */
const SUITES: Readonly<Record<string, string>> = { 8: 'sid', 11: 'sid', 17: 'bookworm', 21: 'trixie', 25: 'trixie' };
const NEWEST = '25';
const JAVA_HOME = '/opt/java/openjdk';

export async function java({ name, tag }: Reference): Promise<StandIn | Missing> {
  const asked = majorOf(tag) ?? NEWEST;
  if (!SUITES[asked]) return noSuchJava(name, tag);
  const kind = variantOf(tag).includes('jre') ? 'jre' : 'jdk';
  return {
    layers: await javaLayers(asked, kind),
    config: {
      Env: [`JAVA_HOME=${JAVA_HOME}`, `PATH=${JAVA_HOME}/bin:${PATH}`, 'LANG=C.UTF-8', `JAVA_VERSION=jdk-${asked}`],
      Cmd: kind === 'jdk' ? ['jshell'] : ['bash'],
    },
    is: `Debian 13 with OpenJDK ${asked} (${kind.toUpperCase()})`,
  };
}

/** What a tag such as `3.9.11-eclipse-temurin-25-noble` means: Maven first, then the Java that comes with it. */
export async function maven({ name, tag }: Reference): Promise<StandIn | Missing> {
  const release = RELEASES[versionOf(tag) ?? 'latest'] ?? versionOf(tag) ?? NEWEST_MAVEN;
  const asked = /(?:jdk|openjdk|temurin|corretto|sapmachine|zulu)-(\d+)/.exec(tag)?.[1] ?? '17';
  if (!SUITES[asked]) return noSuchJava(name, tag);
  return {
    layers: [
      ...(await javaLayers(asked, 'jdk')),
      { name: `maven-${release}`, on: await system('trixie'), make: addMaven(release) },
      { name: 'maven-asks-again', on: await system('trixie'), make: askAgain },
    ],
    config: {
      Env: [
        `JAVA_HOME=${JAVA_HOME}`,
        `PATH=${JAVA_HOME}/bin:${PATH}`,
        'LANG=C.UTF-8',
        `JAVA_VERSION=jdk-${asked}`,
        'MAVEN_HOME=/usr/share/maven',
        'MAVEN_CONFIG=/root/.m2',
      ],
      Entrypoint: ['/usr/local/bin/mvn-entrypoint.sh'],
      Cmd: ['mvn'],
    },
    is: `Debian 13 with OpenJDK ${asked} and Maven ${release}`,
  };
}

const NEWEST_MAVEN = '3.9.11';
/** What the short tags of Maven mean here. */
const RELEASES: Readonly<Record<string, string>> = {
  latest: NEWEST_MAVEN,
  '3': NEWEST_MAVEN,
  '3.9': NEWEST_MAVEN,
  '3.8': '3.8.8',
  '3.6': '3.6.3',
  '3.5': '3.5.4',
};

function noSuchJava(name: string, tag: string): Missing {
  return {
    missing: `${name}:${tag} is a Java that Debian does not have; there are ${Object.keys(SUITES).join(', ')}.`,
  };
}

function majorOf(tag: string): string | undefined {
  const [first, second] = (versionOf(tag) ?? '').split('.');
  return first === '1' ? second : first || undefined;
}

/** The tools that the images bring with their Java, and the Java. */
async function javaLayers(release: string, kind: 'jdk' | 'jre'): Promise<readonly LayerRecipe[]> {
  const libraries = ['fontconfig', 'libfreetype6', 'libjpeg62-turbo', 'liblcms2-2', 'libpcsclite1'];
  const tools = ['binutils', 'ca-certificates', 'curl', 'git', 'gnupg', 'locales', 'procps', 'tzdata', 'unzip', 'wget'];
  const on = await system('trixie');
  const beneath =
    kind === 'jdk'
      ? packages(on, 'trixie-jdk-tools', [...tools, ...libraries])
      : packages(on, 'trixie-jre-tools', ['ca-certificates', 'curl', 'tzdata', 'wget', ...libraries]);
  return [...beneath, { name: `java-${release}-${kind}`, on, make: addJava(release, kind, JAVA_HOME.slice(1)) }];
}

/** Puts Debian's packages of a Java release at `home`, relative to the root. */
export function addJava(release: string, kind: 'jdk' | 'jre', home: string): LayerRecipe['make'] {
  return async (root, work) => {
    const parts = [`openjdk-${release}-jre-headless`, ...(kind === 'jdk' ? [`openjdk-${release}-jdk-headless`] : [])];
    await unpackPackages(parts, work, SUITES[release]);
    const [folder = ''] = await readdir(path.join(work, 'usr/lib/jvm')).then((names) =>
      names.filter((name) => /^java-\d+-openjdk-\w+$/.test(name)),
    );
    const target = path.join(root, home);
    await mkdir(path.dirname(target), { recursive: true });
    await run('mv', [path.join(work, 'usr/lib/jvm', folder), target]);
    await run('rm', ['-rf', path.join(target, 'docs'), path.join(target, 'man'), path.join(target, 'src.zip')]);
    // Its settings are links to these.
    await mkdir(path.join(root, 'etc'), { recursive: true });
    await run('cp', ['-a', path.join(work, `etc/java-${release}-openjdk`), path.join(root, 'etc')]);
    await copyTrust(root);
  };
}

/** The store of trusted authorities that Java reads, with those of this machine in it. */
async function copyTrust(root: string): Promise<void> {
  const store = '/etc/ssl/certs/java/cacerts';
  if (!existsSync(store)) await installPackages(['ca-certificates-java', 'default-jre-headless']);
  await mkdir(path.join(root, path.dirname(store)), { recursive: true });
  await run('cp', [store, path.join(root, store)]);
}

/** Maven waits half an hour for an answer that got lost; here it asks again. */
async function askAgain(root: string): Promise<void> {
  const options = [
    'resolver.transport=wagon',
    'wagon.rto=20000',
    'wagon.http.retryHandler.class=default',
    'wagon.http.retryHandler.count=5',
    'wagon.http.retryHandler.requestSentEnabled=true',
    'wagon.http.retryHandler.nonRetryableClasses=java.net.UnknownHostException',
    'wagon.http.serviceUnavailableRetryStrategy.class=standard',
    'wagon.http.serviceUnavailableRetryStrategy.maxRetries=5',
  ];
  const words = options.map((option) => `-Dmaven.${option}`).join(' ');
  await mkdir(path.join(root, 'etc'), { recursive: true });
  await writeFile(path.join(root, 'etc/mavenrc'), `MAVEN_OPTS="${words} $MAVEN_OPTS"\n`);
}

function addMaven(release: string): LayerRecipe['make'] {
  return async (root, work) => {
    await installMissing({ mvn: 'maven' });
    const artifact = `org.apache.maven:apache-maven:${release}:tar.gz:bin`;
    const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy';
    await run('mvn', ['-q', '-B', plugin, `-Dartifact=${artifact}`, `-DoutputDirectory=${work}`], { cwd: work });
    const home = path.join(root, 'usr/share/maven');
    await mkdir(path.join(home, 'ref'), { recursive: true });
    const archive = path.join(work, `apache-maven-${release}-bin.tar.gz`);
    await run('tar', ['-xzf', archive, '-C', home, '--strip-components=1', '--no-same-owner']);
    await symlink('/usr/share/maven/bin/mvn', path.join(root, 'usr/bin/mvn'));
    await writeFile(path.join(root, 'usr/local/bin/mvn-entrypoint.sh'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  };
}
