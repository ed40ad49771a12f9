import type { Actor } from '#server/access/rules/actor.ts'
import type { Services } from '#server/services.ts'

declare module '@remix-run/node' {
  interface AppLoadContext {
    services: Services
    actor: Actor | null
    nonce: string
    requestId: string
    /** The session token of this request, to end it or to renew it; null when signed out. */
    session: string | null
    /** A post sealed when the session had ended; see http/sealed-post.server.ts. */
    cookies: (cookie: string) => void
  }
  interface Future {
    v3_singleFetch: true
  }
}
