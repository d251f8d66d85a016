/** Of documents that show a result; they lie where the Dockerfile lies, so that what applies there applies to them. */
export const previewScheme = 'quayside-optimized';
