import { proposedName } from '../deploy/first-spec.ts';

/** The name of an image that no `quayside.yaml` names: the folder's, and what the Dockerfile's name adds, as a tag. */
export function imageNameFor(dockerfile: string): string {
  const [file = '', folder = ''] = dockerfile.split(/[\\/]/).reverse();
  const suffix = file.replace(/^(docker|container)file\.?/i, '').replace(/\.(docker|container)file$/i, '');
  return `${proposedName(folder)}:${suffix === '' ? 'latest' : suffix.replace(/[^\w.-]+/g, '-')}`;
}
