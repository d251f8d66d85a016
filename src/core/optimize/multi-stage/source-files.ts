/** Files that nothing reads once the image is built, whatever the ecosystem. */
const always =
  /(^|\/)(\.git(\/|$)|\.git\w+$|\.github\/|\.gitlab|\.vscode\/|\.idea\/|\.editorconfig$|\.dockerignore$|[^/]*Dockerfile[^/]*$|[^/]*\.dockerfile$|Containerfile[^/]*$|docker-compose[^/]*\.ya?ml$|compose[^/]*\.ya?ml$|README[^/]*$|CHANGELOG[^/]*$|CONTRIBUTING[^/]*$|CODE_OF_CONDUCT[^/]*$|SECURITY\.md$|LICEN[SC]E[^/]*$|NOTICE[^/]*$|Makefile$|Jenkinsfile$|[^/]*\.iml$|\.DS_Store$)/i;

/** Whether a file is nothing but an input of the build, in an ecosystem whose own sources a pattern names. */
export function sourceFilter(ofEcosystem: RegExp): (path: string) => boolean {
  return (path) => always.test(path) || ofEcosystem.test(path);
}
