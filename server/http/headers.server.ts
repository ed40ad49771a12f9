import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** A fresh value for this answer's scripts and styles. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url')
}

/**
 * The content security policy: nothing that is not ours, no inline script or style without the
 * nonce, no framing. (T15)
 */
export function contentSecurityPolicy(nonce: string, origin: string): string {
  const sockets = origin.replace(/^http/, 'ws')
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    `connect-src 'self' ${sockets}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "manifest-src 'self'",
    'report-uri /csp-report',
  ].join('; ')
}

const nothing = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'payment',
  'usb',
]

/** Sets the protective headers on every answer, before anything else can answer. */
export function protect(
  response: ServerResponse,
  { nonce, origin, secure }: { nonce: string; origin: string; secure: boolean },
): void {
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(nonce, origin))
  response.setHeader('X-Content-Type-Options', 'nosniff')
  // no-referrer would make the Origin of every form null.
  response.setHeader('Referrer-Policy', 'same-origin')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  response.setHeader(
    'Permissions-Policy',
    [...nothing.map((feature) => `${feature}=()`), 'fullscreen=(self)'].join(', '),
  )
  response.setHeader('Cache-Control', 'no-store')
  if (secure) {
    response.setHeader('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  }
}
