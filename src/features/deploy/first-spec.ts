/** What a first `quayside.yaml` says, and what to propose for it. Pure. */
import { parseDockerfile } from '../../core/dockerfile/parse.ts';

export interface FirstSpec {
  readonly name: string;
  readonly port: number;
  readonly redis: boolean;
}

export function firstSpecText({ name, port, redis }: FirstSpec): string {
  const lines = [
    '# What Quayside builds from this folder and runs on Fargate. Every other setting has a default.',
    `name: ${name}`,
    `port: ${port}`,
  ];
  if (redis) lines.push('# A Redis cache beside the app in each task, at 127.0.0.1:6379.', 'redis: {}');
  return `${lines.join('\n')}\n`;
}

/** A name that is allowed, as near to the folder's as can be. */
export function proposedName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 32)
    .replace(/-+$/, '');
  return name.length >= 2 ? name : 'service';
}

/** As the schema of the file has it: up to 32 lower-case letters, digits and hyphens. */
export function isServiceName(name: string): boolean {
  return /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/.test(name);
}

export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
}

/** The port that the last stage of a Dockerfile exposes, where it says so in numbers. */
export function exposedPort(dockerfile: string): number | undefined {
  const exposed = parseDockerfile(dockerfile)
    .stages.at(-1)
    ?.instructions.filter(({ keyword }) => keyword === 'EXPOSE')
    .flatMap(({ words }) => words.map(({ value }) => value.replace(/\/tcp$/, '')))
    .find(isPort);
  return exposed === undefined ? undefined : Number(exposed);
}
