/** Where hadolint's configuration may lie. */

/** Names of a configuration beside what it is for, the first that is there counts. */
export const configurationNames = ['.hadolint.yaml', '.hadolint.yml'] as const;

export const isConfigurationName = (name: string): boolean => configurationNames.some((known) => known === name);

/**
 * The configurations of a person, in the order in which hadolint looks for them.
 * @param home path of the person's home folder
 * @param configHome path that `XDG_CONFIG_HOME` gives, if it does
 */
export function personalConfigurations(home: string, configHome: string | undefined): string[] {
  const places = [
    `${configHome || `${home}/.config`}/hadolint`,
    `${home}/.hadolint/hadolint`,
    `${home}/.hadolint/config`,
    `${home}/.hadolint`,
  ];
  return places.flatMap((place) => [`${place}.yaml`, `${place}.yml`]);
}
