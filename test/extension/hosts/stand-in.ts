import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from '../../../scripts/root.ts';

/** Packs an extension of `stand-ins/`, which has nothing to build, into a folder. @returns the path of the package */
export async function packStandIn(name: string, into: string): Promise<string> {
  const packagePath = path.join(into, `${name}.vsix`);
  await createVSIX({
    cwd: path.join(root, 'test/extension/stand-ins', name),
    packagePath,
    dependencies: false,
    skipLicense: true,
    allowMissingRepository: true,
  });
  return packagePath;
}
