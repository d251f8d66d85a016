import type { Finding } from '../../lint/finding.ts';
import { fromFindings } from '../from-findings.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import { runningSources } from '../multi-stage/node/sources.ts';
import { tasksOf } from '../multi-stage/preconditions.ts';
import { defineRewrite } from '../rewrite.ts';

export const noRecommendedPackages = defineRewrite({
  id: 'no-recommended-packages',
  kind: 'packages',
  title: 'Install no recommended packages',
  safety: 'review',
  precondition: 'Everything that the RUN installs is known to work without what Debian recommends beside it.',
  evidence: '196.7 MB became 184.8 MB for an image with curl and git.',
  propose: (build) =>
    fromFindings(build, {
      codes: ['DL3015'],
      isWanted: (finding) => worksAlone(finding, build),
      reason: 'apt installs what is only recommended along with what is asked for.',
      effect: 'Fewer packages: less to download, to scan and to patch.',
      question: 'Does the program use a package that came along as recommended?',
      nothing: 'No apt-get install takes recommended packages.',
      unwanted: 'Whether all that is installed works without what is recommended beside it is not known.',
      isReviewed: true,
    }),
});

/** Packages whose recommendations are documentation, translations or tools for people. */
const needNothing =
  /^(ca-certificates|tzdata|locales|unzip|zip|xz-utils|bzip2|make|g\+\+(-\d+)?|build-essential|patch|file|procps|netcat-openbsd|dumb-init|tini|gosu|jq|rsync|sqlite3|libuv1|pkg-config|autoconf|automake|m4|bison|flex|nasm|ninja-build|(lib(ssl|pq|curl4-openssl|xml2|yaml|ffi|sqlite3|event|pcre3|pcre2|bz2|lzma|uv1|boost[\w.-]*|jemalloc|argon2|sodium|z|zstd|brotli|ev|mysqlclient|mariadb|libuv1|icu|zip|png|jpeg|gmp|protobuf|unwind|readline|ncurses5?|mongoc|luajit-5\.1|tbb|fmt|jsoncpp|hiredis|curl4-gnutls)|zlib1g|uuid|default-libmysqlclient)-dev|libjemalloc2|libpq5|libgomp1|libsqlite3-0|zlib1g)$/;
/** Those that fetch over https work without their recommendation where the certificates are there. */
const needCertificates = /^(curl|wget|git|git-core)$/;

function worksAlone({ range }: Finding, build: BuildModel): boolean {
  for (const stage of build.stages) {
    const tasks = tasksOf(stage).filter(
      ({ step }) => step.instruction.range.start <= range.start && range.end <= step.instruction.range.end,
    );
    if (tasks.length === 0) continue;
    const names = tasks
      .filter(({ task }) => task.purpose === 'packages')
      .flatMap(({ task }) => task.command.words.map(({ value }) => value))
      .filter((value) => !/^(-|install$)/.test(value))
      .map((value) => value.replace(/=.*$/, ''));
    const hasCertificates = names.includes('ca-certificates') || bringsCertificates(stage.base);
    const mayLackThem = (name: string) => needCertificates.test(name) && (hasCertificates || isForItself(stage, build));
    return names.every((name) => needNothing.test(name) || mayLackThem(name));
  }
  return false;
}

/**
 * Whether curl and wget are there for the health check alone, which asks the container itself. Node knows authorities
 * of its own: what it asks needs none of the system's.
 */
function isForItself(stage: StageModel, { context, final }: BuildModel): boolean {
  if (stage !== final || stage.base?.name !== 'node' || !context?.complete) return false;
  const [check, ...more] = stage.steps.filter(({ instruction }) => instruction.keyword === 'HEALTHCHECK');
  const text = check?.instruction.words.map(({ raw }) => raw).join(' ') ?? '';
  const asked = text.match(/\bhttps?:\/\/[^\s/:"']*/g) ?? [];
  if (more.length > 0 || asked.length === 0) return false;
  if (!asked.every((url) => /^http:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0)$/.test(url))) return false;
  const called = /\b(curl|wget|git)\b/;
  if (tasksOf(stage).some(({ task }) => called.test(task.command.name))) return false;
  const scripts = context.sent.filter((path) => /\.sh$|(^|\/)package\.json$/.test(path));
  const texts = runningSources('', context);
  return (
    texts !== undefined &&
    ![...texts, ...scripts.map((path) => context.text(path) ?? '')].some((each) => called.test(each))
  );
}

/** The full images of languages stand on one that has them. */
function bringsCertificates(base: BuildModel['final']['base']): boolean {
  return (
    base?.isOfficial === true &&
    !base.isSlim &&
    /^(golang|rust|python|ruby|node|gcc|perl|buildpack-deps)$/.test(base.name)
  );
}
