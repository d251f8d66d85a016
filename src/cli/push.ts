import { projectCommand, text } from './project-command.ts';

export const pushCommand = projectCommand({
  name: 'push',
  says: 'Pushes the built image to ECR; the repository is made when it is missing',
  options: {
    image: { type: 'string', says: 'name of the local image; the one that build made unless given' },
    tag: { type: 'string', says: 'tag in the repository; the commit, or the id of the image, unless given' },
  },
  async run({ cloud, project: { spec, folder }, session, run, values, io }) {
    const engine = await cloud.findEngine({ env: io.env }, run.signal);
    return cloud.push(
      { engine, registry: cloud.ecrRegistry(session) },
      {
        image: text(values.image) ?? `${spec.name}:latest`,
        repository: spec.repository ?? spec.name,
        tag: text(values.tag),
        folder,
        service: spec.name,
      },
      run,
    );
  },
  tell: ({ repository, tag, digest, uri, unchanged }) =>
    `${unchanged ? 'Already there' : 'Pushed'}: ${repository}:${tag} is ${digest}\n${uri}`,
});
