import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { readSavedConfiguration } from '../../../../src/core/image/configuration-saved.ts';
import { compareBuilds } from '../../../../src/core/proof/images.ts';
import { elfFile } from '../image/elf-files.ts';
import { type Described, layer } from '../image/layer-entries.ts';

export type Files = Readonly<Record<string, Described>>;

/** An image on a base with `node`: files that COPY brought, and files that RUN made. */
export function image(copied: Files, made: Files = {}, config: object = {}, run = 'make', rest = '') {
  return {
    image: {
      configuration: readSavedConfiguration({
        config: { WorkingDir: '/app', Cmd: ['node', 'dist/main.js'], ...config },
        history: ['base', 'COPY . . # buildkit', `RUN /bin/sh -c ${run} # buildkit`].map((created_by) => ({
          created_by,
        })),
      }),
      layers: [{ '/usr/local/bin/node': elfFile({}), '/usr/bin/cc': 'cc' }, { '/app/': '', ...copied }, made].map(
        (entries, index) => ({ diffId: String(index), entries: layer(entries) }),
      ),
    },
    dockerfile: parseDockerfile(`FROM node\nCOPY . .\nRUN ${run}\n${rest}`),
    options: {},
  };
}

export const options = { mayChange: new Set<string>(), ownLabel: 'own' };
export const main = { '/app/dist/': '', '/app/dist/main.js': '1' };

export function compare(before: ReturnType<typeof image>, after: ReturnType<typeof image>) {
  const { differences, files } = compareBuilds(before, after, options);
  const reasons = (kind: 'removed' | 'added' | 'changed') => files[kind].map(({ reason }) => reason);
  return {
    places: differences.map(({ where }) => where),
    removed: reasons('removed'),
    added: reasons('added'),
    changed: reasons('changed'),
  };
}
