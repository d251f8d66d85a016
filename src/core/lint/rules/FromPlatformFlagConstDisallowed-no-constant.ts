import { defineRule } from '../rule.ts';

export const noConstantPlatform = defineRule({
  code: 'FromPlatformFlagConstDisallowed',
  severity: 'warning',
  fix: { none: 'that of DL3029 mends it' },
  summary: 'Leave the platform to the build, or name the stage after it',
  twins: ['DL3029'],
  on: {
    FROM: (_, { report, stage }) => {
      const platform = stage?.platform;
      const parts = platform?.value === undefined || platform.value.includes('$') ? [] : partsOf(platform.value);
      const name = stage?.name?.value.toLowerCase() ?? '';
      if (platform && parts.length > 0 && !parts.some((part) => name.includes(part))) report(platform);
    },
  },
});

/** Operating system and processor of a platform, as the builder calls them; none where it would refuse it. */
function partsOf(platform: string): string[] {
  if (!/^[\w.-]+(?:\/[\w.-]+){0,2}$/.test(platform)) return [];
  const [first = '', processor] = platform.toLowerCase().split('/');
  const os = first === 'macos' ? 'darwin' : first;
  if (processor !== undefined) return [os, processors[processor] ?? processor];
  if (systems.has(os)) return [os, 'amd64'];
  const known = processors[first] ?? first;
  return Object.values(processors).includes(known) || others.has(known) ? ['linux', known] : [];
}

const processors: Readonly<Record<string, string>> = {
  aarch64: 'arm64',
  armel: 'arm',
  armhf: 'arm',
  arm64: 'arm64',
  i386: '386',
  x86_64: 'amd64',
  'x86-64': 'amd64',
};
const others = new Set([
  '386',
  'amd64',
  'arm',
  'loong64',
  'mips',
  'mips64',
  'mips64le',
  'mipsle',
  'ppc64',
  'ppc64le',
  'riscv64',
  's390x',
  'wasm',
]);
const systems = new Set([
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'plan9',
  'solaris',
  'wasip1',
  'windows',
]);
