const names =
  /^\/((usr\/(local\/)?)?(s?bin|lib|lib64|share|include|src|etc)|usr(\/local)?|etc(\/(profile\.d|cron\.d|init\.d|ld\.so\.conf\.d|ssl(\/certs)?|apt(\/\w+)?))?|opt|srv|home|root|tmp|var(\/(lib|log|www|run|tmp|cache|spool))?|run|mnt|media|dev|proc|sys)?$/;

/** Whether any image has such a folder: what is put there goes into it, and it is no folder of the application alone. */
export function isOfImages(folder: string): boolean {
  return names.test(folder);
}
