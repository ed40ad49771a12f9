import type { Actor } from '#server/access/rules/actor.ts'
import type { DeviceKey } from '#server/accounts/device-keys.server.ts'
import type { KnownDevice } from '#server/accounts/known-devices.server.ts'
import type { SealedPost } from '#server/http/sealed-post.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import type { Services } from '#server/services.ts'

declare module '@remix-run/node' {
  interface AppLoadContext {
    services: Services
    actor: Actor | null
    /** The page that is read, for coming back after signing in; null for the home page and for posts. */
    askedFor: string | null
    nonce: string
    requestId: string
    /** The session token of this request; null when signed out. */
    session: string | null
    /** Signed in on a shared computer: nothing is to be kept on the device. */
    sharedDevice: boolean
    /** With what the reader's unsent text is locked on their device; null where none is kept. */
    deviceKey: DeviceKey | null
    /** The configured origin: links are made of it, never of what a request calls its host. */
    origin: string
    /** The network address the request came from, for the sign-in throttle. */
    address: string
    /** The browser, as far as somebody has signed in from it before. */
    device: KnownDevice
    /** A form that arrived after its session had ended, sealed: the sign-in page carries it on. */
    sealedPost: string | null
    openSealed: (sealed: string, person: PersonId) => SealedPost | null
    /** Why a file or a form was refused, for the page that says so in its place; null until one was. */
    refusal: { status: number; message: string | null } | null
    /** Logs an unexpected error once, with the id that the page shows. */
    report: (error: unknown) => void
  }
  interface Future {
    v3_singleFetch: true
  }
}
