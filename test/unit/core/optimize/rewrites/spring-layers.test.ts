import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const id = 'spring-layers';
const pom = (version: string, rest = '') => ({
  'pom.xml': `<artifactId>spring-boot-starter-parent</artifactId>\n  <version>${version}</version>${rest}`,
});
const build = 'FROM maven:3.9 AS build\nWORKDIR /app\nCOPY . .\nRUN mvn package\n\n';
const run = (copy: string, command = 'CMD ["java", "-jar", "a.jar"]') =>
  `${build}FROM eclipse-temurin:17-jre\nWORKDIR /app\n${copy}\n${command}\n`;
const copy = 'COPY --from=build --chown=1000 target/a.jar ./a.jar';

describe('an archive of Spring Boot that is copied from the stage that builds it', () => {
  test('is unpacked there, and copied from what seldom changes to what changes with each commit', () => {
    const whole = run(copy.replace('target', '/app/target'));
    const { text, proposals, again } = rewritten(id, whole, pom('3.4.4'));
    expect(text).toContain(
      'RUN mvn package && java -Djarmode=tools -jar /app/target/a.jar extract --layers --destination /layers\n',
    );
    expect(text.split('\n').filter((line) => line.startsWith('COPY --from'))).toEqual(
      ['dependencies', 'spring-boot-loader', 'snapshot-dependencies', 'application'].map(
        (layer) => `COPY --from=build --chown=1000 /layers/${layer}/ /app/`,
      ),
    );
    expect(text).toMatch(/CMD \["java", "-jar", "a.jar"\]\n$/);
    expect(proposals).toMatchObject([{ safe: false }]);
    expect(again).toBe(text);
  });

  test('keeps the name that it gets in the last stage', () => {
    const { text } = rewritten(id, run('COPY --from=build /app/target/shop-1.2.jar a.jar'), pom('4.0.0'));
    expect(text).toContain('-jar /app/target/shop-1.2.jar extract --layers --application-filename a.jar --destination');
  });

  test('has a RUN of its own where the stage ends with another instruction', () => {
    const before = run('COPY --from=build /app/a.jar .').replace('RUN mvn package', 'RUN mvn package\nENV A=1');
    const { text } = rewritten(id, before.replace(' .\nCMD', ' a.jar\nCMD'), pom('3.3.0'));
    expect(text).toContain('ENV A=1\nRUN java -Djarmode=tools -jar /app/a.jar extract');
  });
});

const whole = run('COPY --from=build /app/target/a.jar a.jar');
test.each<[string, string, Record<string, string> | undefined, RegExp]>([
  ['the build context is not known', whole, undefined, /version of Spring Boot packs the archive is not known/],
  ['it is no Spring Boot', whole, { 'pom.xml': '<project/>' }, /No version of Spring Boot is named/],
  ['it is too old', whole, pom('3.2.5'), /Spring Boot 3\.2\.5 unpacks its archive in another way/],
  ['its version is a property', whole, pom('${boot}'), /Which version of Spring Boot \$\{boot\} is, is not known/],
  ['the layers are named', whole, pom('3.4.4', '<layers>'), /names layers of its own/],
  ['the archive is not named', run('COPY --from=build /app/target/*.jar a.jar'), pom('3.4.4'), /Which archive/],
  ['another one is started', run('COPY --from=build /app/b.jar b.jar'), pom('3.4.4'), /No COPY brings \/app\/a\.jar/],
  ['it is not started by Java', run(copy, 'CMD ["sh", "start.sh"]'), pom('3.4.4'), /`java -jar` is not what starts/],
  ['lib is in use', whole.replace('\nCMD', '\nCOPY lib lib\nCMD'), pom('3.4.4'), /\/app\/lib, where the libraries/],
])('nothing where %s', (_, before, files, reason) => {
  const result = rewritten(id, before, files);
  expect(result.text).toBe(before);
  expect(result.reason).toMatch(reason);
});
