/** Files that nothing reads once the image is built, whatever the ecosystem. */
const always =
  /(^|\/)(\.git(\/|$)|\.git(attributes|modules|lab-ci\.yml)$|\.github\/|\.gitlab|\.vscode\/|\.idea\/|\.editorconfig$|\.dockerignore$|[^/]*Dockerfile[^/]*$|[^/]*\.dockerfile$|Containerfile[^/]*$|docker-compose[^/]*\.ya?ml$|compose[^/]*\.ya?ml$|README[^/]*$|CHANGELOG[^/]*$|CONTRIBUTING[^/]*$|CODE_OF_CONDUCT[^/]*$|SECURITY\.md$|LICEN[SC]E[^/]*$|NOTICE[^/]*$|NEWS$|AUTHORS$|INSTALL$|TODO$|Procfile$|\.env[^/]*\.?(example|sample|template|dist)$|Makefile$|Jenkinsfile$|[^/]*\.iml$)/i;
/** What systems leave in each folder, and what says nothing of it. */
const left = /(^|\/)(\.DS_Store|Thumbs\.db)$/;

/** Whether a file is nothing but an input of the build, in an ecosystem whose own sources a pattern names. */
export function sourceFilter(ofEcosystem: RegExp): (path: string) => boolean {
  return (path) => always.test(path) || left.test(path) || ofEcosystem.test(path);
}

/** What starts the programs that a Procfile names. */
const readers = ['honcho', 'foreman', 'forego', 'overmind', 'hivemind', 'goreman', 'nf'];

/** Whether what starts reads a file that is left out otherwise. */
export function isReadAtStart(path: string, isStarted: (program: string) => boolean): boolean {
  return /(^|\/)Procfile[^/]*$/.test(path) && readers.some(isStarted);
}

/** Whether a file says nothing of the folder that it lies in: neither that it holds sources nor that it holds data. */
export function isLeftOver(path: string): boolean {
  return left.test(path);
}

/** Whether a file is there to keep a folder that may be empty otherwise: one that a program writes to. */
export function keepsFolder(name: string): boolean {
  return /^\.(git)?(keep|ignore)$/.test(name);
}
