import { base58 } from '#server/platform/rules/base58.ts'

/** The multicodec number of an Ed25519 public key. */
const ed25519Code = [0xed, 0x01]

/** The `did:key` of an Ed25519 public key (lower-case hex): the key itself, so nobody is asked for it. */
export function didOf(publicKey: string): string {
  const bytes = publicKey.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? []
  return `did:key:z${base58(new Uint8Array([...ed25519Code, ...bytes]))}`
}
