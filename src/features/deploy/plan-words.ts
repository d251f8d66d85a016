import { l10n } from 'vscode';
import type { PlanStep } from '../../core/fargate/plan.ts';
import type { Estimate } from '../../core/fargate/prices.ts';
import { shortDigest } from '../../core/image/digest.ts';

export interface ShownPlan {
  readonly service: string;
  /** Of the account and region that it is about: `111122223333, eu-west-1`. */
  readonly place: string;
  /** What will run, by digest. */
  readonly image: string;
  readonly steps: readonly PlanStep[];
  /** Sentences about what may not be meant. */
  readonly warnings: readonly string[];
  readonly estimate: Estimate;
}

/** `12 to create, 1 to change, 3 stay as they are` */
export function planSummary(steps: readonly PlanStep[]): string {
  const count = (change: PlanStep['change']): number => steps.filter((step) => step.change === change).length;
  const counted: [number, string][] = [
    [count('create'), l10n.t('{0} to create', count('create'))],
    [count('update'), l10n.t('{0} to change', count('update'))],
    [count('replace'), l10n.t('{0} to replace', count('replace'))],
    [count('none'), l10n.t('{0} as they should be', count('none'))],
  ];
  return counted
    .filter(([howMany]) => howMany > 0)
    .map(([, words]) => words)
    .join(', ');
}

/** What a dialog has room for: what changes, a line each, what to know before it, and what it costs. */
export function planBrief({ steps, warnings, estimate, place, image }: ShownPlan): string {
  const changes = changing(steps);
  const room = 16;
  const lines = changes.slice(0, room).map(briefLine);
  if (changes.length > room) lines.push(l10n.t('… and {0} more', changes.length - room));
  const head = [place, imageLine(image), planSummary(steps)];
  const cautions = warnings.length > 0 ? ['', ...warnings] : [];
  return [...head, '', ...lines, ...cautions, '', estimateLine(estimate)].join('\n');
}

/** Why a thing is made needs no words where everything is. */
function briefLine(step: PlanStep): string {
  const line = `${sign(step)} ${step.resource} ${step.name}`;
  return step.change === 'create' ? line : `${line}: ${step.details.join(', ') || step.reason}`;
}

/** `shop@12ab34cd56ef`: the registry's host says nothing that the account does not. */
function imageLine(image: string): string {
  const [uri = '', digest = ''] = image.split('@');
  return l10n.t('Image {0}', `${uri.slice(uri.indexOf('/') + 1)}@${shortDigest(digest)}`);
}

/** The whole plan as Markdown: every step with its reason and its details, and what makes up the estimate. */
export function planText({ service, place, image, steps, warnings, estimate }: ShownPlan): string {
  const unchanged = steps.filter(({ change }) => change === 'none');
  return [
    l10n.t('# Deploying {0}', service),
    `${place} · ${planSummary(steps)}`,
    '',
    l10n.t('Image {0}', `\`${image}\``),
    ...section(
      l10n.t('What to know'),
      warnings.map((warning) => `- ${warning}`),
    ),
    ...section(l10n.t('What changes'), changing(steps).flatMap(stepLines)),
    ...section(l10n.t('What stays as it is'), unchanged.flatMap(stepLines)),
    ...section(l10n.t('What it costs'), [estimateLine(estimate), ...estimate.lines.map(priceLine)]),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, ...lines];
}

function stepLines(step: PlanStep): string[] {
  return [
    `- ${sign(step)} ${step.resource} \`${step.name}\`: ${step.reason}`,
    ...step.details.map((detail) => `  - ${detail}`),
  ];
}

function priceLine({ what, dollars }: Estimate['lines'][number]): string {
  return `- $${dollars.toFixed(2)}: ${what}`;
}

function estimateLine({ total, region, checked }: Estimate): string {
  return l10n.t(
    'About {0} a month: list prices of {1}, checked {2}, without traffic and logs.',
    `$${total.toFixed(2)}`,
    region,
    checked,
  );
}

export function changing(steps: readonly PlanStep[]): PlanStep[] {
  return steps.filter(({ change }) => change !== 'none');
}

function sign({ change }: PlanStep): string {
  return { create: '+', update: '~', replace: '±', none: '=' }[change];
}
