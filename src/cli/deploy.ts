import type { PlanStep } from '../core/fargate/plan.ts';
import { projectCommand, text } from './project-command.ts';

export const deployCommand = projectCommand({
  name: 'deploy',
  says: 'Runs the image that was pushed last as a Fargate service behind a load balancer',
  options: {
    plan: { type: 'boolean', says: 'say what would change, and change nothing' },
    image: { type: 'string', says: 'tag or digest to run; what was pushed last unless given' },
  },
  async run({ cloud, project: { spec }, session, run, values, io }) {
    const ports = { session, registry: cloud.ecrRegistry(session) };
    const reference = text(values.image);
    const planned = await cloud.plan(ports, { spec, image: reference ? { digest: reference } : undefined }, run);
    for (const warning of planned.warnings) io.stderr.write(`Warning: ${warning}\n`);
    if (values.plan) return { service: spec.name, changes: planned.steps };
    return cloud.deploy(ports, { spec, planned }, run);
  },
  tell: (result) => {
    const rows = result.changes.filter(({ change }) => change !== 'none').map(tellStep);
    const changes = rows.length > 0 ? rows.join('\n') : `${result.service}: nothing to change`;
    return 'url' in result ? `${changes}\n${result.url}` : changes;
  },
});

function tellStep({ change, resource, name, reason }: PlanStep): string {
  return `  ${change.padEnd(8)} ${resource} ${name}: ${reason}`;
}
