/**
 * What is wrong with a name for an ECR repository, by ECR's own rules, as a sentence.
 * @returns undefined where ECR would take it.
 */
export function repositoryNameProblem(name: string): string | undefined {
  const say = (why: string) => `“${name}” cannot be the name of an ECR repository: ${why}.`;
  if (name.length < 2) return say('it needs at least 2 characters');
  if (name.length > 256) return say(`it has ${name.length} characters and may have 256`);
  if (/[A-Z]/.test(name)) return say('it may hold lower-case letters only');
  const odd = /[^a-z0-9._/-]/.exec(name);
  if (odd) return say(`${odd[0] === ' ' ? 'a space' : `“${odd[0]}”`} is not allowed in it`);
  if (!/^[a-z]/.test(name)) return say('it has to start with a letter');
  for (const part of name.split('/')) {
    if (part === '') return say('between two slashes there has to be a name');
    if (!/^[a-z0-9]/.test(part)) return say(`“${part}” has to start with a letter or a digit`);
    if (!/[a-z0-9]$/.test(part)) return say(`“${part}” has to end with a letter or a digit`);
    const separators = /[._-]{2,}/g;
    for (const [run] of part.matchAll(separators)) {
      if (run !== '__' && !/^-+$/.test(run)) return say(`“${run}” cannot stand between letters; use one of . _ __ -`);
    }
  }
  return undefined;
}
