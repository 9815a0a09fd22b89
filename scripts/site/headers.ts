/**
 * @file What the built site may do, and the response headers that say so.
 *
 * The page's policy also stands in its HTML, so that it holds on hosts that cannot set headers. A worker takes its
 * policy from its own response alone: without headers it runs without one, and the page stays as strict as ever.
 */

type Policy = Readonly<Record<string, string>>;

const pagePolicy: Policy = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'img-src': "'self' blob: data:",
  'style-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** A worker computes: it may load its own code and data, and nothing else. */
const workerPolicy: Policy = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'connect-src': "'self'",
};

/** MuJoCo's bindings make their functions with `new Function`, so this worker, and no other, may evaluate text. */
const physicsPolicy: Policy = { ...workerPolicy, 'script-src': "'self' 'unsafe-eval'" };

/** The policy of the page's own `<meta>`. Only a response header can say who may embed it. */
export const pageContentSecurity = write(pagePolicy);

/** For every file of the site */
const everywhere = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
} as const;

/** Lessons embed the lab. It has no accounts and sends nothing anywhere, so a click stolen in a frame gains nothing. */
const page = { 'Content-Security-Policy': write({ ...pagePolicy, 'frame-ancestors': '*' }) };

/** A file whose name holds a hash of its content never changes. */
const hashed = { 'Cache-Control': 'public, max-age=31536000, immutable' };

export interface HeaderRule {
  /** A path from the site's root; one that ends in `*` stands for everything below it. */
  readonly pattern: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The rules of every pattern that matches add up. No header is set twice for one file: some hosts would send both, and a
 * browser obeys the stricter of two policies.
 */
export const headerRules: readonly HeaderRule[] = [
  { pattern: '/*', headers: everywhere },
  { pattern: '/', headers: page },
  { pattern: '/index.html', headers: page },
  { pattern: '/service-worker.js', headers: { 'Cache-Control': 'no-cache' } },
  { pattern: '/assets/*', headers: hashed },
  { pattern: '/workers/*', headers: { ...hashed, 'Content-Security-Policy': write(workerPolicy) } },
  { pattern: '/physics/*', headers: { ...hashed, 'Content-Security-Policy': write(physicsPolicy) } },
];

/** @param path from the site's root, without query */
export function headersOf(path: string): Record<string, string> {
  const matches = ({ pattern }: HeaderRule) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
  return Object.assign({}, ...headerRules.filter(matches).map((rule) => rule.headers));
}

/** The rules as Netlify and Cloudflare Pages read them, from a file named `_headers`. */
export function headersFile(): string {
  return headerRules
    .map(({ pattern, headers }) =>
      [pattern, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}

/**
 * Where a worker's file goes: the folder decides its headers.
 * @param source path of the worker's entry, `src/workers/<name>/worker.ts` or `src/<name>/worker.ts`
 */
export function workerFileName(source: string): string {
  const name = source.split('/').at(-2) ?? 'worker';
  return name === 'physics' ? 'physics/worker-[hash].js' : `workers/${name}-[hash].js`;
}

function write(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}
