import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const maven = { 'pom.xml': '<artifactId>spring-boot-maven-plugin</artifactId>', 'src/main/java/Shop.java': '' };

function converted(text: string, files: Readonly<Record<string, string>> = maven) {
  const result = rewritten('java-multi-stage', text, files);
  return { ...result, last: result.text.slice(result.text.lastIndexOf('\nFROM ') + 1) };
}

function built(from: string, start: string, run = 'mvn package'): string {
  return `FROM ${from}\nWORKDIR /app\nCOPY . .\nRUN ${run}\n${start}\n`;
}

const start = 'CMD ["java", "-jar", "target/shop.jar"]';

describe('the image that java-multi-stage goes on to', () => {
  test.each([
    ['maven:3.9-eclipse-temurin-21', 'eclipse-temurin:21-jre'],
    ['openjdk:17-jdk-slim', 'eclipse-temurin:17-jre'],
    ['eclipse-temurin:21-jdk-jammy', 'eclipse-temurin:21-jre-jammy'],
    ['maven:3.9-eclipse-temurin-17-alpine', 'eclipse-temurin:17-jre-alpine'],
  ])('after %s is %s', (from, image) => {
    expect(converted(built(from, start)).last).toContain(`FROM ${image}\n`);
  });

  test.each(['maven:3.9', 'openjdk:latest', 'amazoncorretto:17', 'maven:3.9-amazoncorretto-21', 'openjdk:14-jdk'])(
    'after %s is the same, and it is said why',
    (from) => {
      const { last, proposals, text, again } = converted(built(from, start));
      expect(last).toContain(`FROM ${from}\n`);
      expect(proposals[0]?.effect).toMatch(/no smaller one is known/);
      expect(again).toBe(text);
    },
  );

  test('has the package of the runtime where that of the JDK was installed', () => {
    const apt = (packages: string) =>
      built('ubuntu:22.04', start, `apt-get update && apt-get install -y maven ${packages} && mvn package`);
    expect(converted(apt('openjdk-17-jdk')).last).toContain('apt-get install -y openjdk-17-jre &&');
    expect(converted(apt('openjdk-17-jdk-headless=17.0.9')).last).toContain('openjdk-17-jre-headless=17.0.9 ');
    const apk = built('alpine:3.20', start, 'apk add maven openjdk21 tzdata && mvn package');
    expect(converted(apk).last).toContain('apk add --no-cache tzdata openjdk21-jre\n');
  });
});

describe('what java-multi-stage copies', () => {
  const copies = ({ last }: { last: string }) => last.match(/^COPY .*$/gm);
  const base = 'maven:3.9-eclipse-temurin-21';

  test('is the archives that a pattern means, and not the folder around them', () => {
    const glob = ['COPY --from=build /app/target/*.jar /app/target/'];
    expect(copies(converted(built(base, 'CMD java -jar target/*.jar')))).toEqual(glob);
    expect(copies(converted(built(base, 'CMD ["sh", "-c", "java $OPTS -jar target/*.jar"]')))).toEqual(glob);
    expect(copies(converted(built(base, "CMD sh -c 'java -jar target/*.jar'")))).toEqual(glob);
  });

  test('is what a server is told to run as well', () => {
    const runner = 'CMD ["java", "-jar", "target/dependency/webapp-runner.jar", "--port", "80", "target/shop.war"]';
    expect(copies(converted(built(base, runner), { ...maven, 'pom.xml': '<project/>' }))).toEqual([
      'COPY --from=build /app/target/dependency/ /app/target/dependency/',
      'COPY --from=build /app/target/shop.war /app/target/shop.war',
    ]);
  });

  test('is what sbt packs', () => {
    const files = {
      'build.sbt': '',
      'project/plugins.sbt': '',
      'project/build.properties': '',
      'src/main/scala/A.scala': '',
    };
    const sbt = (run: string, cmd: string) =>
      converted(built('sbtscala/scala-sbt:17.0.2_1.6.2_3.1.3', cmd, run), files);
    const packed = sbt('sbt "set test in assembly := {}" assembly', 'CMD ["java", "-jar", "target/shop.jar"]');
    expect(packed.last).toContain('FROM eclipse-temurin:17-jre\n');
    expect(copies(packed)).toEqual(['COPY --from=build /app/target/shop.jar /app/target/shop.jar']);
    expect(copies(sbt('sbt stage', 'CMD ["target/universal/stage/bin/shop"]'))).toEqual([
      'COPY --from=build /app/target/universal/stage/ /app/target/universal/stage/',
    ]);
  });
});

test.each([
  ['Maven starts it', 'CMD ["mvn", "jetty:run"]', /mvn is started: it is needed/],
  ['its wrapper does', 'CMD ./mvnw spring-boot:run', /mvnw is started: it is needed/],
  [
    'what starts looks into the JDK',
    'HEALTHCHECK CMD jcmd 1 VM.version\n'.concat(start),
    /calls jcmd, which .*jre lacks/,
  ],
  ['what starts calls what the runtime lacks', 'HEALTHCHECK CMD wget -q localhost\n'.concat(start), /calls wget/],
])('nothing where %s', (_, command, reason) => {
  expect(converted(built('maven:3.9-eclipse-temurin-21', command)).reason).toMatch(reason);
});

test('a build tool that a command unpacks stays behind', () => {
  const text =
    'FROM openjdk:17-jdk-slim\nRUN curl -fsSL https://example.com/maven.tar.gz -o /tmp/m.tgz && mkdir -p /opt/maven && tar -xzf /tmp/m.tgz -C /opt/maven && ln -s /opt/maven/bin/mvn /usr/bin/mvn\nWORKDIR /app\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/shop.jar"]\n';
  const { last, proposals } = converted(text);
  expect(last.match(/^COPY .*$/gm)).toEqual(['COPY --from=build /app/target/shop.jar /app/target/shop.jar']);
  expect(last).not.toContain('mvn');
  expect(proposals[0]?.question).toMatch(/^Does the program use jcmd/);
});

test('what Leiningen packs is one archive', () => {
  const files = { 'project.clj': '', 'src/shop/core.clj': '', 'resources/index.html': '' };
  const standalone = 'CMD ["java", "-jar", "target/shop-standalone.jar"]';
  const { last } = converted(built('clojure:temurin-17-lein-2.10.0', standalone, 'lein deps && lein uberjar'), files);
  expect(last).toContain('FROM eclipse-temurin:17-jre\n');
  expect(last).toContain('COPY --from=build /app/target/shop-standalone.jar /app/target/shop-standalone.jar\n');
  expect(converted(built('clojure:lein', 'CMD ["lein", "run"]', 'lein uberjar'), files).reason).toMatch(
    /lein is started/,
  );
});

describe('an archive that a variable names', () => {
  const text = (env: string, start: string) =>
    `FROM maven:3.9-eclipse-temurin-21\nENV ${env}\nWORKDIR /app\nCOPY . .\nRUN mvn package\n${start}\n`;
  const archive = 'COPY --from=build /app/target/shop.jar /app/target/shop.jar';

  test('is known where ENV sets it', () => {
    expect(converted(text('HOME_OF=/app', 'CMD java $JAVA_OPTS -jar $HOME_OF/target/shop.jar')).last).toContain(
      archive,
    );
    expect(
      converted(text('JAR=target/shop.jar JAVA_OPTS="-Xmx64m -Xss1m"', 'CMD java $JAVA_OPTS -jar $JAR')).last,
    ).toContain(archive);
  });

  test('is known in a script, unless that sets it itself', () => {
    const files = (script: string) => ({
      ...maven,
      'run.sh': `#!/bin/sh\n${script}\nexec java \${JAVA_OPTS:-} -jar "$HOME_OF/target/shop.jar" "$@"\n`,
    });
    const started = text('HOME_OF=/app', 'ENTRYPOINT ["./run.sh"]');
    expect(converted(started, files('set -e')).last).toContain(archive);
    expect(converted(started, files('HOME_OF=$(pwd)')).reason).toMatch(/Which archive is started is not known/);
  });

  test('is not known where ENV does not set it', () => {
    expect(converted(text('A=b', 'CMD java -jar $JAR')).reason).toMatch(/Which archive is started is not known/);
  });
});

test('a program that starts another, and a shell that is told what to run, are seen through', () => {
  const tini = `FROM eclipse-temurin:21\nRUN apt-get update && apt-get install -y maven tini\nWORKDIR /app\nCOPY . .\nRUN mvn package\nENTRYPOINT ["/usr/bin/tini", "--"]\n${start}\n`;
  expect(converted(tini).last).toMatch(/install -y tini [\s\S]*\/app\/target\/shop\.jar/);
  const script = built('maven:3.9-eclipse-temurin-21', 'ENTRYPOINT ["sh", "target/appassembler/bin/shop"]');
  expect(converted(script).last).toContain('COPY --from=build /app/target/appassembler/ /app/target/appassembler/\n');
});
