import { bytes } from '../core/amounts.ts';
import { projectCommand, text } from './project-command.ts';

export const buildCommand = projectCommand({
  name: 'build',
  says: 'Builds the image that quayside.yaml describes',
  options: {
    tag: { type: 'string', says: 'name of the image, such as shop:1.0' },
    'no-cache': { type: 'boolean', says: 'run every step anew' },
  },
  async run({ cloud, project: { spec, folder }, run, values, io }) {
    const engine = await cloud.findEngine({ env: io.env }, run.signal);
    const tag = text(values.tag);
    const input = { ...cloud.buildInputOf(spec, folder, tag ? [tag] : []), cache: values['no-cache'] !== true };
    const { imageId, tags, size, platform, seconds } = await cloud.build({ engine }, input, run);
    return { imageId, tags, size, platform, seconds };
  },
  tell: ({ tags, size, platform, seconds }) =>
    `Built ${tags.join(', ')} for ${platform}: ${bytes(size)} in ${seconds.toFixed(1)} s`,
});
