import type { StageModel } from '../model/build-model.ts';
import type { RuntimeImage } from './runtime-image.ts';

/** Images of a JDK, or of a build tool with one, whose runtime has an image of its own. */
const withJdk = new Set(['maven', 'gradle', 'eclipse-temurin', 'openjdk', 'adoptopenjdk']);

/** @returns the image of the Java runtime that goes with the JDK of a stage, or why there is none */
export function javaRuntime({ base }: StageModel): RuntimeImage | string {
  if (!base || !withJdk.has(base.name)) return `Which Java runtime goes with ${base?.text ?? 'it'} is not known.`;
  const tag = base.tag ?? '';
  if (/graalvm|native/.test(tag)) return 'It is built with GraalVM, whose programs need other images.';
  if (/corretto|semeru|ibm|sapmachine|zulu|liberica|microsoft/.test(tag)) {
    return `The runtime of ${base.text} comes from a publisher of its own.`;
  }
  const version =
    base.name === 'maven' || base.name === 'gradle'
      ? /(?:jdk|temurin|openjdk)-?(\d+)/.exec(tag)?.[1]
      : /^(\d+)/.exec(tag)?.[1];
  if (version === undefined) return `Which Java ${base.text} has is not known.`;
  const release = base.isAlpine ? '-alpine' : /(?:^|-)(noble|jammy|focal)(?:-|$)/.exec(tag)?.[1];
  const suffix = release === undefined ? '' : release.startsWith('-') ? release : `-${release}`;
  return { image: `eclipse-temurin:${version}-jre${suffix}`, imageFolder: '/' };
}
