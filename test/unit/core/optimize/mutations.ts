/** What people do to Dockerfiles without changing what they are about, and what they add to them. */
export type Mutation = (text: string, pick: Pick) => string;

/** A whole number from 0 to below a limit. */
export type Pick = (limit: number) => number;

/** The same numbers for the same seed (mulberry32). */
export function pickFrom(seed: number): Pick {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

export function oneOf<T>(values: readonly T[], pick: Pick): T {
  return values[pick(values.length)] as T;
}

const keyword =
  /^(FROM|RUN|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|ONBUILD|STOPSIGNAL|HEALTHCHECK|SHELL)(?=[ \t])/i;

/** Lines that begin an instruction, as far as that can be told without reading heredocs. */
function starts(lines: readonly string[], wanted: RegExp = keyword): number[] {
  return lines.flatMap((line, at) => {
    const isContinued = at > 0 && /[\\`][ \t]*$/.test(lines[at - 1] as string);
    return wanted.test(line) && !isContinued && !lines.slice(0, at).some((before) => before.includes('<<')) ? [at] : [];
  });
}

function insert(text: string, added: readonly string[], wanted: RegExp, pick: Pick): string {
  const lines = text.split('\n');
  const first = starts(lines, /^from[ \t]/i)[0] ?? 0;
  const places = starts(lines, wanted).filter((at) => at > first);
  if (places.length === 0) return text;
  lines.splice(oneOf(places, pick), 0, ...added);
  return lines.join('\n');
}

function inserted(wanted: RegExp, ...choices: readonly (readonly string[])[]): Mutation {
  return (text, pick) => insert(text, oneOf(choices, pick), wanted, pick);
}

/** Puts something behind the last word of a RUN of one line. */
function endedWith(...ends: readonly string[]): Mutation {
  return (text, pick) => {
    const lines = text.split('\n');
    const places = starts(lines, /^run[ \t]+[^[<-]/i).filter((at) => !/[\\`#<]\s*$|<<|#/.test(lines[at] as string));
    if (places.length === 0) return text;
    const at = oneOf(places, pick);
    lines[at] = `${(lines[at] as string).replace(/\s+$/, '')}${oneOf(ends, pick)}`;
    return lines.join('\n');
  };
}

function eachKeyword(text: string, change: (word: string) => string): string {
  const lines = text.split('\n');
  for (const at of starts(lines)) lines[at] = (lines[at] as string).replace(keyword, change);
  return lines.join('\n');
}

export const mutations: Readonly<Record<string, Mutation>> = {
  'CRLF line breaks': (text) => text.replace(/\r?\n/g, '\r\n'),
  'no final line break': (text) => text.replace(/\s+$/, ''),
  'a byte order mark': (text) => `\uFEFF${text}`,
  'tabs before instructions': (text) => eachKeyword(text, (word) => `\t${word}`),
  'tabs behind keywords': (text) => text.replace(new RegExp(keyword, 'gim'), (word) => `${word}\t`),
  'keywords in lower case': (text) => eachKeyword(text, (word) => word.toLowerCase()),
  'comments between continued lines': (text) => text.replace(/\\\n/g, '\\\n  # why this is so\n'),
  'blank lines between continued lines': (text) => text.replace(/\\\n/g, '\\\n\n'),
  'blanks behind the escape character': (text) => text.replace(/\\\n/g, '\\  \n'),
  'comments above instructions': (text) => {
    const lines = text.split('\n');
    for (const at of starts(lines).reverse()) lines.splice(at, 0, '# what follows is needed');
    return lines.join('\n');
  },
  'pragmas above instructions': (text, pick) => {
    const pragma = oneOf(['DL3008,DL3059', 'DL3009', 'DL3025', 'DL3042,SC2086'], pick);
    const lines = text.split('\n');
    for (const at of starts(lines).reverse()) if (pick(2)) lines.splice(at, 0, `# hadolint ignore=${pragma}`);
    return lines.join('\n');
  },
  'scripts as heredocs': (text) => text.replace(/^RUN (?![[<-])(.*[^\\\n])$/gm, 'RUN <<EOF\n$1\nEOF'),
  'heredocs that keep tabs out': (text) =>
    text.replace(/^RUN (?![[<-])(.*[^\\\n])$/gm, "RUN <<-'END' bash -e\n\t$1\n\tEND"),
  'the backtick as escape character': (text) => `# escape=\`\n${text.replace(/\\$/gm, '`')}`,
  'a trigger': inserted(
    keyword,
    ['ONBUILD RUN apt-get install -y curl'],
    ['ONBUILD COPY . /app'],
    ['ONBUILD USER app'],
  ),
  'stages of the same name': (text) => `FROM debian:12 AS one\nRUN true\nFROM debian:12 AS one\nRUN true\n${text}`,
  'stages with the names that conversions use': (text) =>
    `FROM debian:12 AS build\nRUN true\nFROM debian:12 AS base\nRUN true\nFROM base AS final\n${text}`,
  'its stage called build': (text, pick) =>
    text.replace(/^(from[ \t]+\S+)[ \t]*$/im, `$1 AS ${oneOf(['build', 'base', 'final', 'Build', 'run'], pick)}`),
  'a stage behind it that copies by number': (text) =>
    `${text.replace(/\n*$/, '\n')}FROM debian:bookworm-slim\nCOPY --from=0 /etc/hostname /name\nCMD ["cat", "/name"]\n`,
  'a stage behind it that stands on it': (text) =>
    `${text
      .replace(/^(from[ \t]+\S+)[ \t]*$/im, '$1 AS lower')
      .replace(/\n*$/, '\n')}FROM lower\nRUN apt-get install -y curl\nCMD ["curl"]\n`,
  'an argument in FROM': (text) =>
    text.replace(/^from[ \t]+([\w./-]+):(\S+)/im, 'ARG TAG=$2\nFROM $1:' + '$' + '{TAG}'),
  'a copy of a stage by a variable': inserted(keyword, ['ARG FROM_STAGE=0', 'COPY --from=0 /etc/hostname /name']),
  'another shell': inserted(
    keyword,
    ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]'],
    ['SHELL ["/bin/bash", "-lc"]'],
    ['SHELL ["/bin/ash", "-eo", "pipefail", "-c"]'],
    ['SHELL ["python3", "-c"]'],
  ),
  'another user': inserted(keyword, ['USER app'], ['USER 1000:1000'], ['USER nobody'], ['USER root'], ['USER $RUN_AS']),
  'a relative folder': inserted(
    keyword,
    ['WORKDIR sub'],
    ['WORKDIR ../x'],
    ['WORKDIR $HOME/app'],
    ['WORKDIR "with blank"'],
  ),
  'a volume': inserted(keyword, ['VOLUME /data'], ['VOLUME ["/app", "/var/lib"]']),
  'a probe': inserted(
    keyword,
    ['HEALTHCHECK CMD curl -f http://localhost:8080/ || exit 1'],
    ['HEALTHCHECK --interval=5s CMD ["/probe", "x"]'],
    ['HEALTHCHECK NONE'],
  ),
  'a backslash at the end': (text) => `${text.replace(/\s+$/, '')} \\\n`,
  'a very long script': inserted(
    keyword,
    [`RUN echo ${'very '.repeat(3000)}long`],
    ['RUN true', ...Array(300).fill('RUN touch /a')],
  ),
  'quotes in values': inserted(
    keyword,
    ['ENV A="b c" D=\'e "f" g\' H=i\\ j'],
    ['ENV OLD old value with "quotes"'],
    ['LABEL a="b \\" c" "d e"=\'f\' multi="x\\', ' y"'],
  ),
  'letters from elsewhere': inserted(
    keyword,
    ['LABEL städte="Zürich, 東京 🐳"'],
    ['RUN echo "überall 🐳" > /größe'],
    ['COPY größe.txt /größe.txt'],
  ),
  'nothing to stand on': (text) => text.replace(/^from[ \t]+\S+/im, 'FROM scratch'),
  'a Windows image': (text) => text.replace(/^from[ \t]+\S+/im, 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022'),
  'a template': inserted(
    keyword,
    ['RUN echo {{ name }}'],
    ['ENV A={{ a }}'],
    ['{% if x %}', 'RUN true', '{% endif %}'],
  ),
  'a script that ends in nothing': endedWith(
    ';',
    ' ;',
    ' &',
    ' || true',
    ' && true;',
    ' # why',
    '; #',
    ' \\',
    ' |cat',
    ' 2>&1',
    ' >/dev/null',
  ),
  'a script that leaves something behind': inserted(
    /^run[ \t]/i,
    ['RUN cd /tmp'],
    ['RUN export A=1'],
    ['RUN set -eux; umask 077'],
    ['RUN . /etc/profile'],
    ['RUN { true; }'],
    ['RUN (true)'],
    ['RUN ! false'],
    ['RUN if true; then true; fi'],
    ['RUN true & wait'],
    ['RUN ["true"]'],
    ['RUN exec true'],
    ['RUN :'],
  ),
  'mounts of a script': (text) => text.replace(/^RUN (?=[a-z])/gm, 'RUN --mount=type=cache,target=/var/cache/apt '),
  'options of a script': inserted(
    keyword,
    ['RUN --network=none true'],
    ['RUN --mount=type=secret,id=x,env=X true'],
    ['RUN --mount=type=bind,from=0,target=/m true'],
  ),
  'files written by scripts': inserted(
    keyword,
    ['RUN echo x > /etc/app.conf'],
    ["RUN sed -i 's/a/b/' /etc/hosts.conf && ldconfig"],
    ['RUN curl -fsSL -o /usr/local/bin/tool https://example.com/tool && chmod +x /usr/local/bin/tool'],
    ['RUN printf "%s\\n" a b | tee -a /etc/motd >/dev/null'],
    ['RUN useradd -m app && chown -R app:app /home/app'],
    ['RUN apt-get update && apt-get install -y --no-install-recommends curl && apt-get purge -y --auto-remove curl'],
  ),
  'copies of several kinds': inserted(
    keyword,
    ['COPY . .'],
    ['COPY ["a b.txt", "/c d/"]'],
    ['ADD app.tar.gz /srv/'],
    ['ADD https://example.com/x /x'],
    ['COPY --chown=1000:1000 --chmod=755 run.sh /run.sh'],
    ['COPY --link src/ /src/'],
    ['COPY run.sh /run.sh', 'RUN chmod 755 /run.sh'],
    ['COPY src /code', 'RUN chown -R app:app /code'],
    ['COPY <<X /etc/conf', 'a=1', 'X'],
  ),
};
