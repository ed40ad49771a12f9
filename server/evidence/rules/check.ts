import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import {
  signedBundle,
  signedStatement,
  type PublicKey,
  type SignedStatement,
  type Statement,
} from './statement.ts'

/** What became of one statement that was checked. */
export type Verdict = 'valid' | 'changed' | 'unknown-key' | 'other-name'

/** Each verdict as it is said to whoever checks. */
export const verdictWords: Record<Verdict, string> = {
  valid: 'Valid. The signature is right, and nothing in the statement has been changed.',
  changed: 'Not valid. The statement or its signature was changed after it was signed.',
  'unknown-key': 'Not valid. It was signed with a key that is not known here.',
  'other-name': 'Not valid. The name in the file is not the name that was signed for.',
}

/** One statement with its verdict. `name` stands only where it was opened and is the one signed for. */
export type Checked = { verdict: Verdict; statement: Statement; name: string | null }

/** A file that can be checked, statement by statement; or why it cannot be read as one. */
export type FileReport =
  { readable: true; isValid: boolean; checked: Checked[] } | { readable: false; why: string }

/** Statements that can be checked, with the keys that came with them. */
export type ReadFile =
  { ok: true; statements: SignedStatement[]; keys: PublicKey[] } | { ok: false; why: string }

/** Reads a bundle's `evidence.json`, or one signed statement. Whatever else stands there is refused. */
export function readSigned(text: string): ReadFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return {
      ok: false,
      why: 'Not valid. This is no evidence file: it is not JSON, or it is damaged.',
    }
  }
  const bundle = signedBundle.safeParse(value)
  if (bundle.success && bundle.data.statements.length === 0) {
    return { ok: false, why: 'There is no evidence in this file.' }
  }
  if (bundle.success) return { ok: true, ...bundle.data }
  const one = signedStatement.safeParse(value)
  if (one.success) return { ok: true, statements: [one.data], keys: [] }
  return {
    ok: false,
    why: 'Not valid. This is no evidence file of Casecircle, or it was changed.',
  }
}

/**
 * Checks each statement against `keys`: those of an installation, or those that came with the file.
 * `subtle` does the cryptography and has no say in the verdict. Throws where it knows no Ed25519.
 */
export async function checkAll(
  statements: readonly SignedStatement[],
  keys: readonly PublicKey[],
  subtle: SubtleCrypto,
): Promise<Checked[]> {
  const known = new Map<string, CryptoKey | null>()
  for (const key of keys) {
    if (known.has(key.id)) continue
    // A key under another's fingerprint is no key.
    const isItself = (await keyIdOf(key.publicKey, subtle)) === key.id
    known.set(key.id, isItself ? await importedKey(key.publicKey, subtle) : null)
  }
  const checked: Checked[] = []
  for (const one of statements) checked.push(await checkOne(one, known, subtle))
  return checked
}

/** Reads and checks a file; it is valid only when all its statements are. */
export async function checkFile(
  text: string,
  keys: readonly PublicKey[] | 'those in the file',
  subtle: SubtleCrypto,
): Promise<FileReport> {
  const read = readSigned(text)
  if (!read.ok) return { readable: false, why: read.why }
  const own = keys === 'those in the file' ? read.keys : keys
  const checked = await checkAll(read.statements, own, subtle)
  // A file's own keys must hold too, whoever's keys it is checked against.
  const foreign = await Promise.all(
    read.keys.map(async ({ id, publicKey }) => (await keyIdOf(publicKey, subtle)) !== id),
  )
  if (foreign.includes(true)) {
    return { readable: false, why: 'Not valid. A key in this file was changed.' }
  }
  return { readable: true, isValid: checked.every(({ verdict }) => verdict === 'valid'), checked }
}

/** The fingerprint of a public key: the first 128 bits of its sha256, in lower-case hex. */
export async function keyIdOf(publicKey: string, subtle: SubtleCrypto): Promise<string> {
  return (await sha256Of(bytesOf(publicKey), subtle)).slice(0, 32)
}

async function checkOne(
  { statement, signature, holder }: SignedStatement,
  keys: ReadonlyMap<string, CryptoKey | null>,
  subtle: SubtleCrypto,
): Promise<Checked> {
  const key = keys.get(statement.key) ?? null
  if (!key) return { verdict: 'unknown-key', statement, name: null }
  const signed = new TextEncoder().encode(canonicalJson(statement))
  if (!(await subtle.verify('Ed25519', key, bytesOf(signature), signed))) {
    return { verdict: 'changed', statement, name: null }
  }
  if (!holder) return { verdict: 'valid', statement, name: null }
  const opened = new TextEncoder().encode(canonicalJson({ name: holder.name }))
  const salted = new Uint8Array([...bytesOf(holder.salt), ...opened])
  return (await sha256Of(salted, subtle)) === statement.person
    ? { verdict: 'valid', statement, name: holder.name }
    : { verdict: 'other-name', statement, name: null }
}

/** Null for 32 bytes that are no point of the curve. */
async function importedKey(publicKey: string, subtle: SubtleCrypto): Promise<CryptoKey | null> {
  try {
    return await subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify'])
  } catch (error) {
    if (error instanceof Error && error.name === 'NotSupportedError') throw error
    return null
  }
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>, subtle: SubtleCrypto): Promise<string> {
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  }
  return bytes
}
