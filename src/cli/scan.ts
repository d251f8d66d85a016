import { sayCounts } from '../core/image/vulnerability.ts';
import type { ImageScan } from '../workflows/scan.ts';
import { projectCommand } from './project-command.ts';

export const scanCommand = projectCommand({
  name: 'scan',
  says: 'Scans the image that was pushed last and lists what was found, worst first',
  async run({ cloud, project: { spec }, session, run }) {
    const registry = { ...cloud.ecrRegistry(session), ...cloud.ecrScanner(session) };
    const { repository, digest, mediaType } = await cloud.lastPushedImage(registry, spec, run.signal);
    return cloud.scan({ registry }, { repository, digest, mediaType }, run);
  },
  tell: tellScan,
});

function tellScan({ repository, digest, counts, findings }: ImageScan): string {
  const rows = findings.map(({ severity, name, package: part, version, fixedIn }) => {
    const where = [part, version].filter(Boolean).join(' ');
    return `  ${severity.padEnd(13)} ${name.padEnd(16)} ${where}${fixedIn ? ` (fixed in ${fixedIn})` : ''}`;
  });
  return [`${repository}@${digest}: ${sayCounts(counts)}`, ...rows].join('\n');
}
