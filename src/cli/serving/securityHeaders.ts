/**
 * What a page may do. Nothing is allowed that is not named, and nothing leaves the server that the page came from.
 *
 * lab: module scripts and workers of its own, WebAssembly; style attributes, which Plot and KaTeX set; pictures made in the page.
 * results: a self-contained report. It has styles and drawings and no script, so none may run, not even in a report from somebody else.
 */
const POLICIES = {
  lab: [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
  ],
  results: ["default-src 'none'", "style-src 'unsafe-inline'", "img-src 'self' data:", "font-src data:"],
} as const;

const NOWHERE = ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"];

/**
 * Headers of every answer, refusals included. Opener and embedder policies isolate the page, without which a browser gives it no
 * SharedArrayBuffer.
 */
export function securityHeaders(area: keyof typeof POLICIES): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": [...POLICIES[area], ...NOWHERE].join("; "),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
  };
}
