import { request } from 'node:http';

/** Takes away what a suite built: every image of the engine whose name begins like this. */
export async function removeImages(beginning: string): Promise<void> {
  const images = JSON.parse(await ask('GET', '/images/json')) as { RepoTags: string[] | null }[];
  const names = images.flatMap(({ RepoTags }) => RepoTags ?? []);
  for (const name of names) {
    if (name.replace(/^localhost:\d+\//, '').startsWith(beginning)) await ask('DELETE', `/images/${name}?force=true`);
  }
}

/** How many images and containers of the engine were made for a service. */
export async function madeFor(service: string): Promise<{ images: number; containers: number }> {
  const label = `quayside.service=${service}`;
  const images = JSON.parse(await ask('GET', `/images/json?filters=${labelled(label)}`)) as unknown[];
  return { images: images.length, containers: await containersLabelled(label) };
}

/** How many containers of the engine have a label, running or not. */
export async function containersLabelled(label: string): Promise<number> {
  return (JSON.parse(await ask('GET', `/containers/json?all=true&filters=${labelled(label)}`)) as unknown[]).length;
}

const labelled = (label: string) => encodeURIComponent(JSON.stringify({ label: [label] }));

function ask(method: string, path: string): Promise<string> {
  const socketPath = (process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, method, path, timeout: 10_000 }, (answer) => {
      let text = '';
      answer.on('data', (data) => {
        text += data;
      });
      answer.on('end', () => resolve(text));
    });
    asked.on('error', reject);
    asked.end();
  });
}
