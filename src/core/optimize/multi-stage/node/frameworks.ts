import { type NodePackage, namesIn } from './packages.ts';

/** What builds a server out of a whole application, by what it makes of it. */
export interface Framework {
  readonly name: string;
  /** Paths below the package that are read by the build, and by nothing else. */
  readonly inputs: RegExp;
  /** Whether the packages named for development that it needs are a part of what it builds. */
  readonly bundlesDevelopment: boolean;
  /** Whether what it builds holds all packages that the server loads. */
  readonly isComplete: boolean;
}

const nitro: Framework = {
  name: 'Nitro',
  inputs:
    /^((app|assets|components|composables|layouts|middleware|pages|plugins|public|utils)\/|app\.(vue|config\.ts)$|nuxt\.config\.)/,
  bundlesDevelopment: true,
  isComplete: true,
};
const svelte: Framework = {
  name: 'SvelteKit',
  inputs: /^(src|static)\/|^[^/]*\.config\.[cm]?[jt]s$/,
  bundlesDevelopment: true,
  isComplete: false,
};
const astro: Framework = {
  name: 'Astro',
  inputs: /^(src|public)\/|^[^/]*\.config\.[cm]?[jt]s$/,
  bundlesDevelopment: false,
  isComplete: false,
};

const remix: Framework = {
  name: 'Remix',
  inputs: /^(app|public)\/|^[^/]*\.config\.[cm]?[jt]s$/,
  bundlesDevelopment: false,
  isComplete: false,
};

/** Packages with files that are found by other means than an import, which a trace of imports misses. */
const untraced =
  /^(@prisma\/client|prisma|canvas|puppeteer(-core)?|playwright(-core)?|.*sqlite3?|bcrypt|argon2|ffmpeg-static|geoip-lite|oracledb)$/;

/**
 * @param entry the file that Node runs, below the folder of the package
 * @returns undefined where what is built may need anything
 */
export function frameworkOf(own: NodePackage, entry: string): Framework | undefined {
  const names = [...namesIn(own, 'dependencies'), ...namesIn(own, 'devDependencies')];
  if (/^\.output\/server\/index\.m?js$/.test(entry)) {
    return names.some((name) => untraced.test(name)) ? { ...nitro, isComplete: false } : nitro;
  }
  const isOfVite = names.includes('@react-router/dev') || (names.includes('@remix-run/dev') && names.includes('vite'));
  if (/^build\/server\/index\.js$/.test(entry) && isOfVite) return remix;
  if (/^build(\/index(\.js)?)?$/.test(entry) && names.includes('@sveltejs/adapter-node')) return svelte;
  return /^dist\/server\/entry(\.mjs)?$/.test(entry) && names.includes('astro') ? astro : undefined;
}

/** Packages whose builds are servers, and no folder of files. */
const renderers = [
  '@sveltejs/kit',
  '@react-router/dev',
  '@remix-run/dev',
  '@solidjs/start',
  'solid-start',
  '@builder.io/qwik-city',
  '@tanstack/react-start',
  '@analogjs/platform',
  'vike',
  'vite-plugin-ssr',
  'astro',
];

/** The package, where there is one, by which a build is a server and no folder of files. */
export function rendererOf(own: NodePackage): string | undefined {
  const names = new Set([...namesIn(own, 'dependencies'), ...namesIn(own, 'devDependencies')]);
  return renderers.find((name) => names.has(name));
}
