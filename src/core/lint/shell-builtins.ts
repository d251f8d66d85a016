/**
 * Whether a command is part of the shell and means nothing outside of it: it changes what the
 * commands after it see, or there is no program of that name. `echo`, `test`, `true` and their like,
 * which are programs too, are not meant.
 */
export function belongsToShell(command: string): boolean {
  return names.has(command);
}

const names = new Set([
  ...['.', 'source', 'eval', 'exec', 'exit', 'return', 'break', 'continue', 'trap', 'wait', 'times'],
  ...[
    'cd',
    'pushd',
    'popd',
    'dirs',
    'umask',
    'ulimit',
    'hash',
    'bg',
    'fg',
    'jobs',
    'disown',
    'suspend',
    'fc',
    'history',
  ],
  ...['set', 'unset', 'shift', 'shopt', 'export', 'readonly', 'declare', 'typeset', 'local', 'let', 'read', 'getopts'],
  ...['mapfile', 'readarray', 'alias', 'unalias', 'enable', 'builtin', 'command', 'type', 'complete', 'bind'],
  ...['if', 'for', 'while', 'until', 'case', 'select', 'function', 'coproc', 'time'],
]);
