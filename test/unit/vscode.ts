/**
 * The one part of VS Code that the words of a tree need, for tests that run outside of it: `l10n.t` as VS Code
 * answers in English.
 */
export const l10n = {
  t: (message: string, ...given: (string | number)[]): string =>
    message.replace(/\{(\d+)\}/g, (placeholder, index) => String(given[Number(index)] ?? placeholder)),
};
