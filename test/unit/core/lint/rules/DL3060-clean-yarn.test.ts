import { ruleCases } from './cases.ts';

ruleCases('DL3060', [
  { name: 'a clean-up', text: 'FROM a:1\nRUN yarn install && yarn build && yarn cache clean\n' },
  { name: 'a cache mount', text: 'FROM a:1\nRUN --mount=type=cache,target=/root/.cache/yarn yarn install\n' },
  { name: 'a stage that nothing is taken from but files', text: 'FROM a:1 AS b\nRUN yarn install\nFROM c:1\n' },
  { name: 'other commands', text: 'FROM a:1\nRUN yarn && yarn add x && npm install\n' },
  {
    name: 'a cache that stays',
    text: 'FROM a:1\nRUN «yarn --cwd /x install» --frozen-lockfile\n',
    fixed: 'FROM a:1\nRUN yarn --cwd /x install --frozen-lockfile && yarn cache clean\n',
    safety: 'review',
  },
  {
    name: 'a cache of a RUN of several lines',
    text: 'FROM a:1\r\nRUN x \\\r\n  && «yarn install» \\\r\n  # note\r\n  && yarn build\r\n',
    fixed:
      'FROM a:1\r\nRUN x \\\r\n  && yarn install \\\r\n  # note\r\n  && yarn build \\\r\n  && yarn cache clean\r\n',
    safety: 'review',
  },
  {
    name: 'a cache in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN «yarn install»\nFROM c:1\n',
    fixed: 'FROM a:1\nONBUILD RUN yarn install && yarn cache clean\nFROM c:1\n',
    safety: 'review',
  },
  { name: 'a clean-up that comes too early', text: 'FROM a:1\nRUN yarn cache clean && «yarn install»\n' },
  { name: 'a cache in exec form', text: 'FROM a:1\nRUN ["«yarn", "install»"]\n' },
]);
