import type { LoaderFunctionArgs } from '@remix-run/node'
import { didOf } from '#server/evidence/rules/did.ts'

/** Every public key that evidence was ever signed with here (docs/verification.md). */
export async function loader({ context }: LoaderFunctionArgs) {
  const keys = await context.services.proofs.publishedKeys()
  const published = keys.map(({ id, publicKey, from, until }) => ({
    ...{ id, algorithm: 'Ed25519', publicKey, did: didOf(publicKey) },
    from: new Date(from).toISOString(),
    until: until === null ? null : new Date(until).toISOString(),
  }))
  return new Response(`${JSON.stringify({ keys: published }, null, 2)}\n`, {
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  })
}
