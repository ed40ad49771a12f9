import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { checkFile, keyIdOf, type FileReport } from '#server/evidence/rules/check.ts'
import { didOf } from '#server/evidence/rules/did.ts'
import { statementRows } from '#server/evidence/rules/shown.ts'
import {
  statementOf,
  type PublicKey,
  type SignedBundle,
  type SignedStatement,
} from '#server/evidence/rules/statement.ts'
import { evidenceText } from '#server/evidence/verifier/open-file.server.ts'
import { commitmentOf } from '#server/platform/commitment.server.ts'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import { evidenceId, personId } from '#server/platform/rules/ids.ts'
import { moduleFact, roomFact } from '#tests/support/signed-evidence.ts'

const { subtle } = crypto
const salt = Buffer.alloc(16, 9)

async function madeKey(): Promise<{ secret: KeyObject; key: PublicKey }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const bytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(12).toString('hex')
  return { secret: privateKey, key: { id: await keyIdOf(bytes, subtle), publicKey: bytes } }
}

function signed(
  fact: typeof moduleFact,
  { secret, key }: Awaited<ReturnType<typeof madeKey>>,
): SignedStatement {
  const statement = statementOf(
    {
      id: evidenceId.parse('0b1e2f3a-1111-4222-8333-444455556666'),
      person: personId.parse('9c1e2f3a-1111-4222-8333-444455556666'),
      at: Date.parse('2026-11-24T11:30:00Z'),
      fact,
    },
    {
      attestedBy: 'Northbridge Council',
      person: commitmentOf(salt, { name: 'Ben Okafor' }),
      key: key.id,
      signedAt: Date.parse('2026-11-24T11:30:01Z'),
    },
  )
  const signature = sign(null, Buffer.from(canonicalJson(statement)), secret).toString('hex')
  return { statement, signature }
}

const holder = { name: 'Ben Okafor', salt: salt.toString('hex') }

async function bundle(withName = false) {
  const maker = await madeKey()
  const made: SignedBundle = {
    type: 'casecircle-evidence',
    version: 1,
    keys: [maker.key],
    statements: [signed(moduleFact, maker), signed(roomFact, maker)].map((one) =>
      withName ? { ...one, holder } : one,
    ),
  }
  return { text: canonicalJson(made), key: maker.key, maker }
}

const isValid = (report: FileReport) => report.readable && report.isValid

test('what was signed is valid, offline with its own keys and here with ours', async () => {
  const { text, key } = await bundle(true)
  for (const keys of ['those in the file', [key]] as const) {
    const report = await checkFile(text, keys, subtle)
    expect(isValid(report)).toBe(true)
    expect(report.readable && report.checked.map(({ name }) => name)).toEqual([
      'Ben Okafor',
      'Ben Okafor',
    ])
  }
  const nameless = await checkFile((await bundle()).text, 'those in the file', subtle)
  expect(nameless.readable && nameless.checked.map(({ name }) => name)).toEqual([null, null])
})

test('one bit changed anywhere in a bundle: refused', async () => {
  const { text, key } = await bundle(true)
  const bytes = Buffer.from(text, 'utf8')
  const believed: string[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    // Every bit of every byte takes seconds; each byte with another bit meets each place as well.
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
    const file = evidenceText(changed) ?? ''
    for (const keys of ['those in the file', [key]] as const) {
      if (isValid(await checkFile(file, keys, subtle)))
        believed.push(`${at}: ${file.slice(at, 20)}`)
    }
  }
  expect(believed).toEqual([])
})

test('★ a check that does not look at the signature would believe changed bytes', async () => {
  const { text } = await bundle()
  const changed = text.replace('"minutesPresent":71', '"minutesPresent":91')
  expect(changed).not.toBe(text)
  expect(isValid(await checkFile(changed, 'those in the file', subtle))).toBe(false)
  const trusting = vi.spyOn(subtle, 'verify').mockResolvedValue(true)
  expect(isValid(await checkFile(changed, 'those in the file', subtle))).toBe(true)
  trusting.mockRestore()
})

test('a key of somebody else is not ours, whatever the bundle says of it', async () => {
  const { text } = await bundle()
  const { key } = await madeKey()
  const report = await checkFile(text, [key], subtle)
  expect(report.readable && report.checked.map(({ verdict }) => verdict)).toEqual([
    'unknown-key',
    'unknown-key',
  ])
})

test('another name, another salt and what does not belong there are refused', async () => {
  const { text } = await bundle(true)
  const other = text.replaceAll('Ben Okafor', 'Bea Okafor')
  const report = await checkFile(other, 'those in the file', subtle)
  expect(report.readable && report.checked[0]).toMatchObject({ verdict: 'other-name', name: null })
  for (const file of [
    text.replace('"version":1', '"version":2'),
    text.replace('"keys"', '"note":"x","keys"'),
    '',
    '[]',
    '{}',
    'null',
  ]) {
    expect(await checkFile(file, 'those in the file', subtle)).toMatchObject({ readable: false })
  }
})

test('a statement names nobody and leads to no room', async () => {
  const maker = await madeKey()
  const text = canonicalJson(signed(roomFact, maker))
  expect(text).not.toMatch(/Okafor|3f2b8c1e|9c1e2f3a/)
  const { statement } = signed(roomFact, maker)
  const rows = Object.fromEntries(statementRows(statement))
  expect(rows).toMatchObject({
    Present: '71 minutes',
    'Parts of the case opened': '10:05am, 10:40am',
    Peers: '3 × Social worker',
    'Attested by': 'Northbridge Council',
    Date: '24 November 2026',
  })
})

test('did:key of RFC 8032 test key 1, as other programs write it', () => {
  expect(didOf('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')).toBe(
    'did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw',
  )
})
