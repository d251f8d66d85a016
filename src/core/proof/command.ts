/** What a shell has to be there for. */
const special = /[$`"'\\|&;<>()*?[\]{}~#!\n=]/;

/** The program that `sh -c "…"` starts, where the shell does nothing but start it; others as they are. */
export function withoutShell(argv: readonly string[]): readonly string[] {
  const [shell, option, script] = argv;
  if (argv.length !== 3 || script === undefined || option !== '-c' || !/^\/bin\/(?:ba|da|a)?sh$/.test(shell ?? '')) {
    return argv;
  }
  const command = script.trim().replace(/^exec\s+/, '');
  return command === '' || special.test(command) ? argv : command.split(/\s+/);
}
