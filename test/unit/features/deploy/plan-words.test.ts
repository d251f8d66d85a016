import { describe, expect, test } from 'vitest';
import type { PlanStep } from '../../../../src/core/fargate/plan.ts';
import { planBrief, planSummary, planText, type ShownPlan } from '../../../../src/features/deploy/plan-words.ts';

const step = (details: Partial<PlanStep> = {}): PlanStep => ({
  id: 'cluster',
  resource: 'cluster',
  name: 'shop',
  change: 'create',
  reason: 'it does not exist yet',
  details: [],
  ...details,
});

const plan = (steps: readonly PlanStep[]): ShownPlan => ({
  service: 'shop',
  place: '111122223333, eu-west-1',
  image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:${'12ab'.repeat(16)}`,
  steps,
  warnings: ['The Redis image is pulled from Docker Hub.'],
  estimate: {
    total: 24.1,
    lines: [{ what: 'load balancer, before traffic', dollars: 16.43 }],
    region: 'us-east-1',
    checked: '2026-09-23',
  },
});

const changed = step({
  id: 'target-group',
  resource: 'target group',
  change: 'update',
  reason: 'it differs from what is wanted',
  details: ['interval: 30 → 15'],
});

describe('a plan says', () => {
  test('how much changes and how much stays', () => {
    expect(planSummary([step(), changed, step({ change: 'none' })])).toBe(
      '1 to create, 1 to change, 1 as they should be',
    );
  });

  test('in a dialog what changes, what to know and what it costs, but not what stays', () => {
    const brief = planBrief(plan([step(), changed, step({ resource: 'log group', change: 'none' })])).split('\n');
    expect(brief).toEqual([
      '111122223333, eu-west-1',
      'Image shop@12ab12ab12ab',
      '1 to create, 1 to change, 1 as they should be',
      '',
      '+ cluster shop',
      '~ target group shop: interval: 30 → 15',
      '',
      'The Redis image is pulled from Docker Hub.',
      '',
      'About $24.10 a month: list prices of us-east-1, checked 2026-09-23, without traffic and logs.',
    ]);
  });

  test('in a dialog no more than there is room for', () => {
    const brief = planBrief(plan(Array.from({ length: 20 }, () => step())));
    expect(brief).toContain('… and 4 more');
    expect(brief.match(/\+ cluster shop/g)).toHaveLength(16);
  });

  test('in full every step with its reason and its details', () => {
    const text = planText(
      plan([step(), changed, step({ resource: 'log group', change: 'none', reason: 'it is as it should be' })]),
    );
    expect(text).toContain('- + cluster `shop`: it does not exist yet');
    expect(text).toContain('- ~ target group `shop`: it differs from what is wanted\n  - interval: 30 → 15');
    expect(text).toContain('## What stays as it is\n- = log group `shop`: it is as it should be');
    expect(text).toContain('- $16.43: load balancer, before traffic');
  });
});
