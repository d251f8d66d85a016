import { expect, test } from 'vitest';
import { invalidSpec, parseSpec, specJsonSchema } from '../../../../src/core/fargate/spec-file.ts';

test('a name and a port are enough', () => {
  const { spec } = parseSpec('name: shop\nport: 3000\n');
  expect(spec).toMatchObject({ name: 'shop', port: 3000, cpu: 256, memory: 512, count: 1, path: '/*' });
  expect(spec?.healthCheck).toMatchObject({ path: '/', interval: 15, timeout: 5 });
  expect(spec?.redis).toBeUndefined();
});

test('sizes may be written in vCPU and GB', () => {
  const { spec } = parseSpec('name: shop\nport: 3000\ncpu: .5 vCPU\nmemory: 2 GB\n');
  expect(spec).toMatchObject({ cpu: 512, memory: 2048 });
});

test('a section with nothing in it takes what is usual', () => {
  const { spec } = parseSpec('name: shop\nport: 3000\nredis:\nlogs:\n');
  expect(spec?.redis).toEqual({ mode: 'sidecar', image: 'redis:7-alpine', memory: 128, policy: 'allkeys-lru' });
});

test('a matcher may be a number', () => {
  expect(parseSpec('name: shop\nport: 3000\nhealthCheck:\n  matcher: 204\n').spec?.healthCheck.matcher).toBe('204');
});

/** The sentences, each with the place of the mark: line:column of its first character, 1-based. */
const wrong: readonly [
  what: string,
  text: string,
  problems: readonly [place: string, marked: string, message: string][],
][] = [
  ['a wrong key', 'name: shop\nport: 3000\ncpus: 512\n', [['3:1', 'cpus', 'Unknown key `cpus`; did you mean `cpu`?']]],
  [
    'a wrong key far from any',
    'name: shop\nport: 3000\nlogs:\n  colour: red\n',
    [['4:3', 'colour', 'Unknown key `colour` in `logs`; the keys are retention.']],
  ],
  [
    'a wrong key in a section',
    'name: shop\nport: 3000\nhealthCheck:\n  intervall: 5\n',
    [['4:3', 'intervall', 'Unknown key `intervall` in `healthCheck`; did you mean `interval`?']],
  ],
  [
    'a wrong type',
    'name: shop\nport: http\n',
    [['2:7', 'http', '`port` cannot be "http": it has to be the port that the container listens on, from 1 to 65535.']],
  ],
  [
    'a port out of range',
    'name: shop\nport: 70000 # no\n',
    [['2:7', '70000', '`port` cannot be 70000: it has to be the port that the container listens on, from 1 to 65535.']],
  ],
  [
    'a key without its value',
    'name: shop\nport:\n',
    [['2:1', 'port', '`port` cannot be empty: it has to be the port that the container listens on, from 1 to 65535.']],
  ],
  [
    'a missing key',
    'name: shop\n',
    [['1:1', 'name', '`port` is missing: the port that the container listens on, from 1 to 65535.']],
  ],
  [
    'a refused repository name',
    'name: shop\nport: 3000\nrepository: Shop--Images/\n',
    [
      [
        '3:13',
        'Shop--Images/',
        '`repository` cannot be "Shop--Images/": it has to be a repository name: 2 to 256 lower-case letters and digits, with single dots, underscores, hyphens or slashes between them, starting with a letter.',
      ],
    ],
  ],
  [
    'a CPU that is not offered',
    'name: shop\nport: 3000\ncpu: 300\n',
    [['3:6', '300', 'Fargate has no task with 300 CPU units; the nearest is 256 (0.25 vCPU).']],
  ],
  [
    'a memory that its CPU cannot have',
    'name: shop\nport: 3000\ncpu: 256\nmemory: 4096\n',
    [
      [
        '4:9',
        '4096',
        'Fargate has no task with 256 CPU units and 4 GB; the nearest memory is 2048 (2 GB), or take cpu 512 for 4 GB.',
      ],
    ],
  ],
  [
    'a CPU that the usual memory is too small for',
    'name: shop\nport: 3000\ncpu: 1 vCPU\n',
    [
      [
        '3:6',
        '1 vCPU',
        'Fargate has no task with 1024 CPU units and the usual 512 MiB; the nearest memory is 2048 (2 GB), or take cpu 256 for 512 MiB.',
      ],
    ],
  ],
  [
    'a Redis that does not fit',
    'name: shop\nport: 3000\nredis:\n  memory: 480\n',
    [
      [
        '4:11',
        '480',
        'Redis with 480 MiB does not fit beside the app in a task of 512 MiB: the app needs at least 128 MiB of it.',
      ],
    ],
  ],
  [
    'a timeout as long as its interval',
    'name: shop\nport: 3000\nhealthCheck: { interval: 5, timeout: 5 }\n',
    [['3:38', '5', "The health check's timeout of 5 s has to be less than its interval of 5 s."]],
  ],
  [
    'a number where text belongs',
    'name: shop\nport: 3000\nenvironment:\n  LIMIT: 10\n',
    [['4:10', '10', '`environment.LIMIT` cannot be 10: it has to be text (write a number in quotes).']],
  ],
  [
    'several at once, in the order of the file',
    'name: Shop\nport: 3000\nreddis: {}\ncpu: 1000\n',
    [
      [
        '1:7',
        'Shop',
        '`name` cannot be "Shop": it has to be a name of lower-case letters, digits and hyphens, 2 to 32 characters, starting with a letter.',
      ],
      ['3:1', 'reddis', 'Unknown key `reddis`; did you mean `redis`?'],
      ['4:6', '1000', 'Fargate has no task with 1000 CPU units; the nearest is 1024 (1 vCPU).'],
    ],
  ],
  [
    'a list instead of keys',
    '- name: shop\n',
    [['1:1', '', 'The file holds no settings; it needs at least `name` and `port`.']],
  ],
  ['an empty file', '', [['1:1', '', 'The file holds no settings; it needs at least `name` and `port`.']]],
];

test.each(wrong)('%s is named where it stands', (_, text, expected) => {
  const { problems = [] } = parseSpec(text);
  expect(
    problems.map(({ message, range, position }) => [
      `${position.line + 1}:${position.character + 1}`,
      text.slice(range.start, range.end),
      message,
    ]),
  ).toEqual(expected);
});

test('what is not YAML is said to be that, where it breaks', () => {
  const { problems } = parseSpec('name: shop\nport: [1, 2\n');
  expect(problems?.[0].message).toMatch(/^The file is not valid YAML: /);
  expect(problems?.[0].position.line).toBeGreaterThan(0);
});

test('a key that stands twice is a problem', () => {
  const { problems } = parseSpec('name: shop\nport: 1\nport: 2\n');
  expect(problems?.[0]).toMatchObject({
    message: expect.stringMatching(/unique/),
    position: { line: 2, character: 0 },
  });
});

test('the error for a person carries the first problem, its place and how many more there are', () => {
  const { problems } = parseSpec('name: shop\nport: 3000\ncpus: 1\nmemry: 2\n');
  if (!problems) throw new Error('expected problems');
  const error = invalidSpec(problems, '/home/me/shop/quayside.yaml');
  expect(error.message).toBe('Unknown key `cpus`; did you mean `cpu`?');
  expect(error.code).toBe('invalid-spec');
  expect(error.location).toEqual({ file: '/home/me/shop/quayside.yaml', line: 3, column: 1 });
  expect(error.action?.says).toBe('Correct line 3 of quayside.yaml and try again. One more is wrong.');
});

test('the schema for editors describes every key and wants the two that have no default', () => {
  const schema = specJsonSchema() as { required: string[]; properties: Record<string, { description?: string }> };
  expect(schema.required).toEqual(['name', 'port']);
  expect(Object.keys(schema.properties)).toContain('healthCheck');
  for (const key of ['name', 'cluster', 'repository', 'cpu', 'memory', 'port', 'count', 'path', 'redis']) {
    expect(schema.properties[key]?.description, key).toBeTruthy();
  }
});
