import { inFolder } from './copied-tree.ts';
import type { Install, InstallInputs } from './install.ts';

const manifests =
  /\/([^/]+\.(csproj|fsproj|vbproj|sln|slnx)|Directory\.(Build|Packages)\.(props|targets)|(nuget|NuGet|Nuget)\.config|global\.json|packages\.lock\.json)$/;

/** Of `dotnet restore`: projects and what they share, where none imports something of its own. */
export function dotnetRestore({ task: { verb }, words, folder, tree }: Install): InstallInputs | string {
  if (verb !== 'restore') return `dotnet ${verb} is no install.`;
  const [, project] = words.filter((word) => !word.startsWith('-'));
  if (project !== undefined && /^\.\.|^\//.test(project)) return `dotnet restores ${project}, which lies elsewhere.`;
  const files = tree.under(folder, manifests);
  const projects = files.filter((file) => /proj$/.test(file));
  if (projects.length === 0) return `No project is known to lie in ${folder}.`;
  if (projects.length > mostProjects) return `It has more than ${mostProjects} projects.`;
  for (const file of files.filter((path) => /\.(\w+proj|props|targets)$/.test(path))) {
    const text = tree.text(file);
    const reader = text === undefined ? 'what cannot be read' : /<(Import|Exec|UsingTask)\b[^>]*/.exec(text)?.[0];
    if (reader) return `${file} has parts that may read other files: ${reader}.`;
  }
  const folders = projects.map((file) => inFolder(file, '../obj'));
  const doubt = folders.some((path) => tree.mayBring(path))
    ? 'Is obj in .dockerignore? Otherwise what lies on your disk is copied over what was restored.'
    : undefined;
  return { files, doubt };
}

/** Each needs a COPY. */
const mostProjects = 8;
