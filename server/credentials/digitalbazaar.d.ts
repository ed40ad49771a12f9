// These packages bring no types: what of them is used here.

type JsonLdDocument = Record<string, unknown>
type DocumentLoader = (
  url: string,
) => Promise<{ contextUrl: null; documentUrl: string; document: unknown }>

declare module '@digitalbazaar/vc' {
  export const defaultDocumentLoader: DocumentLoader
  export function issue(options: {
    credential: JsonLdDocument
    suite: object
    documentLoader: DocumentLoader
  }): Promise<JsonLdDocument>
  export function verifyCredential(options: {
    credential: JsonLdDocument
    suite: object
    documentLoader: DocumentLoader
    now?: Date
  }): Promise<{ verified: boolean }>
}

declare module '@digitalbazaar/data-integrity' {
  export const DataIntegrityProof: new (options: {
    cryptosuite: object
    date?: Date
    signer?: {
      id: string
      algorithm: 'Ed25519'
      sign(data: { data: Uint8Array }): Promise<Uint8Array>
    }
  }) => object
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object
}
