import { describe, expect, test } from 'vitest';
import { compareVersions } from '../../../../src/core/pins/compare-versions.ts';
import { complaintIn } from '../../../../src/core/pins/complaint.ts';
import { apk } from '../../../../src/core/pins/managers/apk.ts';
import { apt } from '../../../../src/core/pins/managers/apt.ts';
import { gem } from '../../../../src/core/pins/managers/gem.ts';
import { npm } from '../../../../src/core/pins/managers/npm.ts';
import { pip } from '../../../../src/core/pins/managers/pip.ts';
import { dnf } from '../../../../src/core/pins/managers/rpm.ts';
import { zypper } from '../../../../src/core/pins/managers/zypper.ts';

describe('the answer of', () => {
  test('apt: the candidate, unless there is none', () => {
    const output = `curl:
  Installed: (none)
  Candidate: 7.88.1-10+deb12u15
  Version table:
     7.88.1-10+deb12u15 500
        500 http://deb.debian.org/debian bookworm/main amd64 Packages
awk:
  Installed: (none)
  Candidate: (none)
  Version table:
libc6:i386:
  Installed: (none)
  Candidate: 2.36-9+deb12u14
  Version table:
`;
    expect([...apt.versionsIn(output)]).toEqual([
      ['curl', '7.88.1-10+deb12u15'],
      ['libc6:i386', '2.36-9+deb12u14'],
    ]);
  });

  test('apk: the newest, but for what only a tagged repository has', () => {
    const output = `curl policy:
  8.9.1-r1:
    lib/apk/db/installed
  8.10.0-r0:
    https://dl-cdn.alpinelinux.org/alpine/v3.20/main
  8.11.0-r0:
    @edge https://dl-cdn.alpinelinux.org/alpine/edge/main
jq policy:
  1.7.1-r0:
    https://dl-cdn.alpinelinux.org/alpine/v3.20/main
`;
    expect([...apk.versionsIn(output)]).toEqual([
      ['curl', '8.10.0-r0'],
      ['jq', '1.7.1-r0'],
    ]);
  });

  test('dnf and yum: the newest, without its epoch', () => {
    const output = `Last metadata expiration check: 0:00:01 ago.
bind-32:9.16.23-18.el9.x86_64
gcc-c++-0:11.4.1-3.el9.x86_64
httpd-0:2.4.100-1.el9.x86_64
httpd-0:2.4.57-5.el9.x86_64
jq-1.6-16.el9.aarch64
`;
    expect([...dnf.versionsIn(output)]).toEqual([
      ['bind', '9.16.23-18.el9'],
      ['gcc-c++', '11.4.1-3.el9'],
      ['httpd', '2.4.100-1.el9'],
      ['jq', '1.6-16.el9'],
    ]);
  });

  test('zypper', () => {
    const output = `Information for package git:
----------------------------
Repository     : main
Name           : git
Version        : 2.43.0-150600.3.9.1
Arch           : x86_64

package 'nothing' not found.
`;
    expect([...zypper.versionsIn(output)]).toEqual([['git', '2.43.0-150600.3.9.1']]);
  });

  test('pip, npm and gem, each name on its own', () => {
    expect([...pip.versionsIn('= Flask\nFlask (3.1.3)\nAvailable versions: 3.1.3, 3.1.2\n= nothing\n')]).toEqual([
      ['Flask', '3.1.3'],
    ]);
    expect([...npm.versionsIn('= nothing\n= @angular/cli\n19.0.0-rc.1\n')]).toEqual([['@angular/cli', '19.0.0-rc.1']]);
    const gems =
      '= nokogiri\nGems to install:\n  racc-1.8.1\n  nokogiri-1.16.7-x86_64-linux\n= racc-x\nGems to install:\n';
    expect([...gem.versionsIn(gems)]).toEqual([['nokogiri', '1.16.7']]);
  });
});

test.each([
  ['1.2-r0', '1.10-r0'],
  ['1.2-r9', '1.2-r10'],
  ['1.2_rc1-r0', '1.2-r0'],
  ['1.2-r0', '1.2.1-r0'],
  ['1.2~beta-1', '1.2-1'],
  ['1.2a-1', '1.2.1-1'],
  ['9.9-1', '1:1.0-1'],
  ['2.4.57-5.el9', '2.4.57-5.el9_4.1'],
])('%s is older than %s', (older, newer) => {
  expect(compareVersions(older, newer)).toBeLessThan(0);
  expect(compareVersions(newer, older)).toBeGreaterThan(0);
  expect(compareVersions(newer, newer)).toBe(0);
});

test('a complaint is what kept a package manager from an answer, and not that it knows of nothing', () => {
  const unreachable = "W: Failed to fetch http://deb.debian.org/x  Temporary failure resolving 'deb.debian.org'";
  expect(complaintIn(`Ign:1 http://deb.debian.org\n${unreachable}\nW: Some index files failed`)).toBe(unreachable);
  expect(complaintIn('npm error code E404\nnpm error 404 Not Found - GET https://registry/x\n')).toBeUndefined();
  expect(complaintIn('WARNING: pip index is currently an experimental command.\n')).toBeUndefined();
  const refused = 'npm error FetchError: request to http://localhost:9/a failed, reason: connect ECONNREFUSED';
  expect(complaintIn(`npm error code ECONNREFUSED\nnpm error errno ECONNREFUSED\n${refused}\n`)).toBe(refused);
  expect(complaintIn('ERROR: unknown command "index"\n')).toBe('ERROR: unknown command "index"');
});
