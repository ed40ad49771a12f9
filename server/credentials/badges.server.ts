import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SigningKey } from '#server/evidence/proofs.server.ts'
import { didOf } from '#server/evidence/rules/did.ts'
import { openBadgesContext, unsignedBadge, type BadgeParts } from './rules/open-badge.ts'

const contextFile = join(import.meta.dirname, 'contexts', 'open-badges-3.0.3.json')
const didKey = /^did:key:(z6Mk[1-9A-HJ-NP-Za-km-z]+)(?:#(.+))?$/
const multikey = 'https://w3id.org/security/multikey/v1'

/** Loaded when the first badge is made: the libraries are large, and few pages need them. */
async function libraries() {
  const [vc, { DataIntegrityProof }, { cryptosuite }] = await Promise.all([
    import('@digitalbazaar/vc'),
    import('@digitalbazaar/data-integrity'),
    import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite'),
  ])
  return { vc, DataIntegrityProof, cryptosuite }
}

/**
 * Makes and verifies Open Badges 3.0 with a Data Integrity proof (eddsa-rdfc-2022, did:key). Every
 * document that takes part lies here or is in the key itself: the network is never asked.
 */
export function createBadges() {
  const badgesContext: unknown = JSON.parse(readFileSync(contextFile, 'utf8'))

  function loaderOver(next: DocumentLoader): DocumentLoader {
    return async (url) => {
      if (url === openBadgesContext) return loaded(url, badgesContext)
      const key = didDocument(url)
      // Anything else is known to the libraries or to nobody: theirs throws, it fetches nothing.
      return key ? loaded(url, key) : next(url)
    }
  }

  return {
    /** The badge, signed with `key` at `at`. */
    async issue(
      parts: Omit<BadgeParts, 'issuer'>,
      key: SigningKey,
      at: number,
    ): Promise<Record<string, unknown>> {
      const { vc, DataIntegrityProof, cryptosuite } = await libraries()
      const issuer = didOf(key.publicKey)
      const suite = new DataIntegrityProof({
        cryptosuite,
        date: new Date(at),
        signer: {
          id: `${issuer}#${issuer.slice('did:key:'.length)}`,
          algorithm: 'Ed25519',
          sign: async ({ data }) => key.sign(data),
        },
      })
      return vc.issue({
        credential: unsignedBadge({ ...parts, issuer }),
        suite,
        documentLoader: loaderOver(vc.defaultDocumentLoader),
      })
    },

    /** Whether a badge is what its issuer signed; the issuer's key is in the badge itself. */
    async isGenuine(badge: Record<string, unknown>, now: number): Promise<boolean> {
      const { vc, DataIntegrityProof, cryptosuite } = await libraries()
      const { verified } = await vc.verifyCredential({
        credential: badge,
        suite: new DataIntegrityProof({ cryptosuite }),
        documentLoader: loaderOver(vc.defaultDocumentLoader),
        now: new Date(now),
      })
      return verified
    },
  }
}

/** The document of a `did:key`, or of the key in it; null for every other address. */
function didDocument(url: string): object | null {
  const [, key, part] = didKey.exec(url) ?? []
  if (key === undefined || (part !== undefined && part !== key)) return null
  const id = `did:key:${key}`
  const method = { id: `${id}#${key}`, type: 'Multikey', controller: id, publicKeyMultibase: key }
  if (part !== undefined) return { '@context': multikey, ...method }
  return {
    '@context': ['https://www.w3.org/ns/did/v1', multikey],
    id,
    verificationMethod: [method],
    assertionMethod: [method.id],
  }
}

async function loaded(documentUrl: string, document: unknown) {
  return { contextUrl: null, documentUrl, document }
}
