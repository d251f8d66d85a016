import { CancelledError, UserFacingError } from '../core/errors.ts';
import type { OwnedResource } from '../core/fargate/owned.ts';
import { projectCommand } from './project-command.ts';
import { confirm } from './terminal.ts';

export const destroyCommand = projectCommand({
  name: 'destroy',
  says: 'Deletes what Quayside made for the service, its repository with all images included',
  options: { yes: { type: 'boolean', short: 'y', says: 'do not ask' } },
  async run({ cloud, project: { spec }, session, run, values, io }) {
    const found = await cloud.inventory({ session }, { spec }, run);
    if (found.length === 0) return { deleted: [], kept: [] };
    if (!values.yes) {
      io.stderr.write(`${found.map(row).join('\n')}\n`);
      if (!('isTTY' in io.stdin && io.stdin.isTTY)) throw unasked(found.length);
      if (!(await confirm(io, `Delete these ${found.length} resources of ${spec.name}?`))) throw new CancelledError();
    }
    return cloud.destroy({ session }, { spec }, run);
  },
  tell: ({ deleted, kept }) => {
    const lines = deleted.length > 0 ? ['Deleted:', ...deleted.map(row)] : ['Nothing to delete.'];
    return [...lines, ...(kept.length > 0 ? ['Kept:', ...kept.map(row)] : [])].join('\n');
  },
});

const row = ({ kind, name }: OwnedResource): string => `  ${kind} ${name}`;

function unasked(count: number): UserFacingError {
  return new UserFacingError({
    code: 'not-confirmed',
    message: `Nothing was deleted: ${count} resources would be, and there is no terminal to ask in.`,
    action: { says: 'Add --yes to delete them.' },
  });
}
