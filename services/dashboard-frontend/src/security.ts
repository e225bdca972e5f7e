import type { FastifyHelmetOptions } from '@fastify/helmet'

/**
 * What a page of the dashboard may do: load and call nothing but its own origin, run no inline script, be framed by
 * nobody. Styles may be inline, since the component library computes them. No HSTS and no upgrade of requests: the
 * platform speaks plain HTTP where no proxy in front of it adds TLS.
 *
 * @source W3C Content Security Policy Level 3
 */
export const securityHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  frameguard: { action: 'deny' },
  referrerPolicy: { policy: 'same-origin' },
}
