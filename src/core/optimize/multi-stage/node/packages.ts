import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';

/** A `package.json` that comes into the image from the build context. */
export interface NodePackage {
  /** Folder in the image, absolute. */
  readonly folder: string;
  /** Folder in the build context; '' for the context itself. */
  readonly from: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** All packages that are no dependencies, in the order in which they are copied. */
export function nodePackages(stage: StageModel, context: ContextFiles | undefined): readonly NodePackage[] {
  const found = new Map<string, NodePackage>();
  for (const { files } of stage.copied) {
    for (const { from, to } of files ?? []) {
      if (!to.endsWith('/package.json') || /(^|\/)node_modules\//.test(from)) continue;
      const manifest = context?.json(from);
      const folder = to.slice(0, -'/package.json'.length) || '/';
      if (manifest) found.set(folder, { folder, from: from.replace(/\/?package\.json$/, ''), manifest });
    }
  }
  return [...found.values()];
}

/** Names of the packages in one of the lists of a manifest. */
export function namesIn({ manifest }: NodePackage, list: 'dependencies' | 'devDependencies'): readonly string[] {
  const value = manifest[list];
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** Programs that go by another name than the package that brings them. */
const bringers: Readonly<Record<string, string>> = {
  'babel-node': '@babel/node',
  'cross-env-shell': 'cross-env',
  fastify: 'fastify-cli',
  keystone: '@keystone-6/core',
  mesh: '@graphql-mesh/cli',
  'moleculer-runner': 'moleculer',
  nest: '@nestjs/cli',
  'pm2-runtime': 'pm2',
  'react-router-serve': '@react-router/serve',
  'remix-serve': '@remix-run/serve',
  rw: '@redwoodjs/cli',
  sirv: 'sirv-cli',
  strapi: '@strapi/strapi',
};

/** Whether a list of a manifest names the package that brings a program. */
export function brings(own: NodePackage, list: 'dependencies' | 'devDependencies', program: string): boolean {
  const names = namesIn(own, list);
  return names.includes(program) || (Object.hasOwn(bringers, program) && names.includes(bringers[program] as string));
}

export function scriptsOf({ manifest: { scripts } }: NodePackage): Readonly<Record<string, unknown>> {
  return typeof scripts === 'object' && scripts !== null ? (scripts as Record<string, unknown>) : {};
}

/** Whether other packages lie in it that are linked to one another. */
export function isWorkspace({ manifest, from }: NodePackage, context: ContextFiles | undefined): boolean {
  const list = from === '' ? 'pnpm-workspace.yaml' : `${from}/pnpm-workspace.yaml`;
  return manifest.workspaces !== undefined || context?.has(list) === true;
}
