import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The class that has every operation as a method: commands are sent here, and it would keep all of them. */
const aggregated = /^createAggregatedClient\(/m;
/** The shape of an operation or of a structure: an array that names others by functions alone. */
const shape = /^((?:export )?var [\w$]+ = )(\[[\s\S]*?\]);$/gm;

/**
 * Lets the bundler leave out what is not used of the clients of the AWS SDK: their shapes are marked as free of side
 * effects, which computed keys in them keep it from seeing, and the classes that hold everything are taken away.
 */
export const sdkTrimmed: Plugin = {
  name: 'sdk-trimmed',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/](client-[\w-]+|nested-clients)[\\/]dist-es[\\/].*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (aggregated.test(text)) return { contents: 'export {};', loader: 'js' };
      if (!/[\\/]schemas_\d+\.js$/.test(path)) return undefined;
      return { contents: text.replace(shape, '$1/* @__PURE__ */ (() => $2)();'), loader: 'js' };
    });
  },
};
