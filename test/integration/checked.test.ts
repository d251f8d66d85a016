import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkedByEngine } from '../prove/checked.ts';
import { openProvingEngine, type ProvingEngine } from '../prove/engine.ts';

const minutes = 60_000;
let engine: ProvingEngine;

beforeAll(async () => {
  engine = await openProvingEngine();
}, 5 * minutes);
afterAll(() => engine?.stop());

const good = `# syntax=docker/dockerfile:1
ARG GO=1.24
FROM example.com/nobody/golang:\${GO} AS build
RUN --mount=type=cache,target=/root/.cache,sharing=locked true
COPY --from=example.com/nobody/tools:2 /tool /tool

FROM nobodys-base
COPY --from=build /tool /tool
`;
const check = (text: string) => checkedByEngine(engine.client, text, new Set(['nobodys-base']));

describe('what the engine is asked to read without a registry', () => {
  test('is read, whatever images it names', async () => {
    expect(await check(good)).toEqual({ refusal: undefined, warnings: new Set() });
  });

  test('is read with findings, which are told', async () => {
    expect(await check(`${good}MAINTAINER nobody\n`)).toEqual({
      refusal: undefined,
      warnings: new Set(['MaintainerDeprecated']),
    });
  });

  test.each([
    [
      'an instruction that there is none of',
      good.replace('COPY --from=build', 'COPIES --from=build'),
      /unknown instruction/,
    ],
    ['a stage that is spelled wrong', good.replace('=build /tool', '=biuld /tool'), /biuld/],
    ['a mount that cannot be shared like that', good.replace('locked', 'lokced'), /lokced.*RUN --mount/],
    ['a flag that there is none of', good.replace('COPY --from=build', 'COPY --form=build'), /unknown flag/],
    ['a mode that is none', good.replace('COPY --from=build', 'COPY --chmod=zz --from=build'), /COPY --chmod=zz/],
  ])('is refused for %s', async (_, text, why) => {
    expect((await check(text)).refusal).toMatch(why);
  });
});
