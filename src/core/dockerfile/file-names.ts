/** Names that the language of Dockerfiles has in VS Code, as patterns of paths. */
export const dockerfilePatterns = [
  '**/[Dd]ockerfile',
  '**/[Dd]ockerfile.*',
  '**/*.[Dd]ockerfile',
  '**/[Cc]ontainerfile',
  '**/[Cc]ontainerfile.*',
  '**/*.[Cc]ontainerfile',
];

/** `Dockerfile.dockerignore` says what a build leaves out and is no Dockerfile. */
export const isIgnoreFile = (path: string): boolean => path.endsWith('.dockerignore');
