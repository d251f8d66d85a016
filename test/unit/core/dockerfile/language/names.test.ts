import { describe, expect, test } from 'vitest';
import { Names, rangesOf } from '../../../../../src/core/dockerfile/language/names.ts';
import {
  definitionOf,
  placesToRename,
  reasonAgainst,
  reasonToKeep,
} from '../../../../../src/core/dockerfile/language/rename.ts';
import { applyEdits } from '../../../../../src/core/text.ts';
import { marked } from './marked.ts';

describe('A stage', () => {
  const file = [
    'FROM alpine:3 AS Base',
    'FROM base AS build',
    'COPY --from=BASE /a /b',
    'RUN --mount=type=bind,from=Base,target=/x --mount=from=0,target=/y ls',
    'FROM scratch',
    'COPY --from=build /a /b',
    'COPY --from=base /c /d',
  ];

  test('is found in FROM, COPY --from and mounts, whatever its case', () => {
    const { dockerfile, offset } = marked(['FROM alpine:3 AS Ba|se', ...file.slice(1)]);
    const name = new Names(dockerfile).at(offset)?.name;
    expect(name?.text).toBe('Base');
    expect(name && rangesOf(name).map((range) => dockerfile.text.slice(range.start, range.end))).toEqual([
      'Base',
      'base',
      'BASE',
      'Base',
      'base',
      '0',
    ]);
  });

  test('is renamed everywhere but where its number stands', () => {
    expect(renamed(['FROM alpine:3 AS B|ase', ...file.slice(1)], 'deps')).toEqual([
      'FROM alpine:3 AS deps',
      'FROM deps AS build',
      'COPY --from=deps /a /b',
      'RUN --mount=type=bind,from=deps,target=/x --mount=from=0,target=/y ls',
      'FROM scratch',
      'COPY --from=build /a /b',
      'COPY --from=deps /c /d',
    ]);
  });

  test('is an image where it stands before its FROM', () => {
    expect(renamed(['FROM node AS nod|e', 'FROM node'], 'app')).toEqual(['FROM node AS app', 'FROM app']);
    expect(renamed(['FROM a', 'COPY --from=late a b', 'FROM b AS la|te'], 'x')[1]).toBe('COPY --from=late a b');
  });

  test('is the last one of its name', () => {
    expect(renamed(['FROM a AS x', 'FROM b AS |x', 'FROM x'], 'y')).toEqual(['FROM a AS x', 'FROM b AS y', 'FROM y']);
  });

  test('gets no name that the builder refuses, or has for something else', () => {
    const { dockerfile, offset } = marked(['FROM a AS o|ne', 'FROM b AS two']);
    const names = new Names(dockerfile);
    const name = names.at(offset)?.name;
    if (!name) throw new Error('There is no name.');
    expect(reasonAgainst(name, '1st', names)).toContain('begins with a letter');
    expect(reasonAgainst(name, 'TWO', names)).toContain('already');
    expect(reasonAgainst(name, 'scratch', names)).toContain('something else');
    expect(reasonAgainst(name, 'three.x-y_z', names)).toBeUndefined();
  });
});

describe('A variable', () => {
  test('before FROM holds in FROM, and in the stages that take it', () => {
    const file = [
      'ARG V|ERSION=3',
      'ARG TAG=${VERSION}-x',
      'FROM alpine:$VERSION AS a',
      'RUN echo $VERSION',
      'FROM alpine:${VERSION:-3}',
      'ARG VERSION',
      'RUN echo "$VERSION"',
      'ENV VALUE=$VERSION',
    ];
    expect(renamed(file, 'V')).toEqual([
      'ARG V=3',
      'ARG TAG=${V}-x',
      'FROM alpine:$V AS a',
      'RUN echo $VERSION',
      'FROM alpine:${V:-3}',
      'ARG V',
      'RUN echo "$V"',
      'ENV VALUE=$V',
    ]);
  });

  test('of a stage holds in the stages that are built on it, and in no other', () => {
    const file = [
      'FROM a AS one',
      'ENV HO|ME_DIR=/x',
      'FROM b',
      'ENV HOME_DIR=/y',
      'RUN cd $HOME_DIR',
      'FROM one',
      'WORKDIR ${HOME_DIR}/z',
      'ENV HOME_DIR=$HOME_DIR/more',
    ];
    expect(renamed(file, 'DIR')).toEqual([
      'FROM a AS one',
      'ENV DIR=/x',
      'FROM b',
      'ENV HOME_DIR=/y',
      'RUN cd $HOME_DIR',
      'FROM one',
      'WORKDIR ${DIR}/z',
      'ENV DIR=$DIR/more',
    ]);
  });

  test('has its case, and is not used before it is set', () => {
    expect(renamed(['FROM a', 'RUN $x', 'ENV |x=$x y=$X', 'RUN echo $X $x'], 'z')).toEqual([
      'FROM a',
      'RUN $x',
      'ENV z=$x y=$X',
      'RUN echo $X $z',
    ]);
  });

  test('of the shell is another one', () => {
    const file = [
      'FROM a',
      'ARG |f=1',
      "RUN echo $f '$f' \\$f \"it's $f\" && for f in a; do echo $f; done",
      'CMD echo $f',
    ];
    expect(renamed(file, 'g').slice(2)).toEqual([
      "RUN echo $g '$f' \\$f \"it's $g\" && for f in a; do echo $f; done",
      'CMD echo $f',
    ]);
  });

  test('is found behind continuations, in heredocs, flags and labels', () => {
    const file = [
      'FROM a',
      'ENV |N=1',
      'RUN a \\',
      '  # no',
      '  $N',
      'COPY --chown=$N <<EOF /x',
      "it's $N",
      'EOF',
      'COPY <<"EOF" /y',
      '$N',
      'EOF',
      'RUN <<EOF',
      'echo ${N}',
      'EOF',
      'LABEL n="$N"',
      'RUN ["echo", "$N"]',
    ];
    expect(renamed(file, 'M').join('\n')).toBe(
      file
        .join('\n')
        .replace('|N', 'M')
        .replaceAll('$N', '$M')
        .replace('${N}', '${M}')
        .replace('\n$M\nEOF', '\n$N\nEOF')
        .replace('["echo", "$M"]', '["echo", "$N"]'),
    );
  });

  test('that the builder sets keeps its name', () => {
    const { dockerfile, offset } = marked(['FROM a', 'ARG TARGET|ARCH']);
    const names = new Names(dockerfile);
    const name = names.at(offset)?.name;
    expect(name && reasonToKeep(name)).toContain('TARGETARCH');
  });

  test('is defined where it was set last before', () => {
    expect(definition(['ARG A=1', 'FROM a', 'ARG A', 'ENV A=2', 'RUN $|A'])).toBe(3);
    expect(definition(['ARG A=1', 'FROM a', 'ARG |A', 'ENV A=2'])).toBe(0);
    expect(definition(['FROM a AS one', 'ENV A=1', 'FROM b AS two', 'FROM one', 'RUN $|A'])).toBe(1);
    expect(definition(['FROM a', 'RUN $|A'])).toBeUndefined();
    expect(definition(['FROM a AS one', 'FROM b', 'COPY --from=|0 a b'])).toBe(0);
  });
});

function renamed(lines: readonly string[], newName: string): string[] {
  const { dockerfile, offset } = marked(lines);
  const name = new Names(dockerfile).at(offset)?.name;
  if (!name) throw new Error('There is no name.');
  const edits = placesToRename(name).map((range) => ({ range, newText: newName }));
  return applyEdits(dockerfile.text, edits).split('\n');
}

/** The line of it. */
function definition(lines: readonly string[]): number | undefined {
  const { dockerfile, offset } = marked(lines);
  const found = new Names(dockerfile).at(offset);
  const range = found && definitionOf(found.name, found.range.start, dockerfile);
  return range && dockerfile.lines.positionAt(range.start).line;
}
