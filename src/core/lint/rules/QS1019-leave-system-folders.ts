import { mountOptions } from '../../dockerfile/mounts.ts';
import { withoutQuotes } from '../quotes.ts';
import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';

const summary = 'Leave the folders of the system to the system: work and mount in a folder of your own, such as /app';

export const leaveSystemFolders = defineRule({
  code: 'QS1019',
  severity: 'warning',
  fix: { none: 'only you know where it should be' },
  summary,
  onbuild: true,
  on: {
    'VOLUME WORKDIR': ({ words }, { report }) => {
      reportOnce(
        report,
        words.filter((word) => isSystemFolder(withoutQuotes(word))),
        summary,
      );
    },
    RUN: ({ flags }, { report }) => {
      const mounts = flags.filter(({ name, value }) => {
        if (name !== 'mount' || value === undefined) return false;
        const target = mountOptions(value).find(({ key }) => /^(?:target|dst|destination)$/.test(key))?.value;
        return target !== undefined && isSystemFolder(target);
      });
      reportOnce(report, mounts, summary);
    },
  },
});

function isSystemFolder(path: string): boolean {
  const folder = path.replace(/\/+$/, '');
  return systemFolders.has(folder) || (/^\/(?:boot|dev|proc|sys)\//.test(folder) && !folder.startsWith('/dev/shm'));
}

const systemFolders = new Set([
  ...['/bin', '/boot', '/dev', '/etc', '/lib', '/lib32', '/lib64', '/proc', '/sbin', '/sys'],
  ...['/usr', '/usr/bin', '/usr/lib', '/usr/lib64', '/usr/sbin'],
]);
