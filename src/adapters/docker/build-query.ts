import type { BuildRequest } from './contract.ts';

/** The query that both builders understand. Pure. */
export function buildQuery(request: BuildRequest, dockerfile: string): Record<string, string | string[]> {
  return {
    dockerfile,
    t: [...request.tags],
    buildargs: JSON.stringify(request.args),
    labels: JSON.stringify(request.labels),
    ...(request.target ? { target: request.target } : {}),
    ...(request.platform ? { platform: request.platform } : {}),
    ...(request.cache ? {} : { nocache: '1' }),
  };
}
