import { expect, test } from 'vitest';
import { decodeConfigurationFile, ignoreInConfiguration } from '../../../../src/core/lint/configuration-file.ts';
import { applyEdits } from '../../../../src/core/text.ts';

function ignored(text: string, code = 'DL3008'): string | undefined {
  const edit = ignoreInConfiguration(text, code);
  return edit && applyEdits(text, [edit]);
}

test.each([
  ['an empty file', '', 'ignored:\n  - DL3008\n'],
  ['a file of comments', '# ours', '# ours\nignored:\n  - DL3008\n'],
  ['a file without the key', 'no-fail: true # why\n', 'no-fail: true # why\nignored:\n  - DL3008\n'],
  ['a file without a last line break', 'no-fail: true', 'no-fail: true\nignored:\n  - DL3008\n'],
  [
    'a list in lines',
    'ignored:\n  - DL3000 # because\n# next\nno-fail: true\n',
    'ignored:\n  - DL3000 # because\n  - DL3008\n# next\nno-fail: true\n',
  ],
  ['a list without indentation', 'ignored:\n- DL3000\n', 'ignored:\n- DL3000\n- DL3008\n'],
  ['a list that ends the file', 'ignored:\n    - DL3000', 'ignored:\n    - DL3000\n    - DL3008'],
  ['a list with its own line breaks', 'ignored:\r\n  - DL3000\r\n', 'ignored:\r\n  - DL3000\r\n  - DL3008\r\n'],
  ['a list in brackets', 'ignored: [DL3000, "DL3001"] # why\n', 'ignored: [DL3000, "DL3001", DL3008] # why\n'],
  ['an empty list', 'ignored: []\n', 'ignored: [DL3008]\n'],
  ['a key without a value', 'ignored: # codes\nno-fail: true\n', 'ignored: # codes\n  - DL3008\nno-fail: true\n'],
  ['a key with null', 'ignored: ~\n', 'ignored: [DL3008]\n'],
  ['a file in braces', '{no-fail: true}\n', '{ignored: [DL3008], no-fail: true}\n'],
])('a code is added to %s', (_, text, expected) => {
  const result = ignored(text);
  expect(result).toBe(expected);
  expect(decodeConfigurationFile(result ?? '').layer.ignored).toContain('DL3008');
});

test.each(['ignored: DL3000\n', 'ignored: [\n', '- DL3000\n', 'no-fail: perhaps\n', 'a: 1\n...\n'])(
  'nothing is added to a file that could not be relied on afterwards: %j',
  (text) => {
    expect(ignored(text)).toBeUndefined();
  },
);
