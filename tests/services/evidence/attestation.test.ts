import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Fact } from '#server/evidence/rules/evidence.ts'
import { releaseHash, toolkitId } from '#server/platform/rules/ids.ts'
import { northbridge } from '#tests/support/cast.ts'

const fact = (title: string): Fact => ({
  kind: 'module-completed',
  toolkit: toolkitId.parse('participation'),
  title,
  version: '1.0.0',
  release: releaseHash.parse('a'.repeat(64)),
  sections: 6,
  checks: 8,
  activeMinutes: 48,
  completedAt: 0,
})

test('a fact is attested once a key, also when two ask at once; the first stands', async () => {
  const { db, evidence, ben, organisation } = await northbridge()
  const attest = (title: string) =>
    db.tx((tx) =>
      evidence.attestIn(tx, { person: ben.person, organisation, key: 'module', fact: fact(title) }),
    )
  const [first, second] = await Promise.all([attest('First'), attest('Second')])
  expect(second).toEqual(first)
  expect((await attest('Third')).fact).toMatchObject({ title: 'First' })
  expect(await evidence.own(ben)).toEqual([first])
})

test('what is attested in a transaction that fails is not attested', async () => {
  const { db, evidence, ben, organisation } = await northbridge()
  const failing = db.tx(async (tx) => {
    await evidence.attestIn(tx, { person: ben.person, organisation, key: 'k', fact: fact('T') })
    throw new Error('later in the same transaction')
  })
  await expect(failing).rejects.toThrow('later')
  expect(await evidence.own(ben)).toEqual([])
})

test('evidence comes oldest first, and stays as it was written', async () => {
  const { db, clock, evidence, ben, organisation } = await northbridge()
  for (const key of ['one', 'two', 'three']) {
    await db.tx((tx) =>
      evidence.attestIn(tx, { person: ben.person, organisation, key, fact: fact(key) }),
    )
    clock.turn(-1000)
  }
  const own = await evidence.own(ben)
  expect(own.map((one) => one.at)).toEqual([...own.map((one) => one.at)].sort())
  await expect(
    db.tx(async (tx) => void tx.run(sql`update evidence set fact = '{}'`)),
  ).rejects.toMatchObject({ cause: { message: 'evidence is append-only' } })
  await expect(db.tx(async (tx) => void tx.run(sql`delete from evidence`))).rejects.toMatchObject({
    cause: { message: 'evidence is append-only' },
  })
  expect(await evidence.own(ben)).toEqual(own)
})

test('a former member keeps the own evidence; without people asked about there is none', async () => {
  const { db, evidence, organisations, ben, east, organisation } = await northbridge()
  await db.tx((tx) =>
    evidence.attestIn(tx, { person: ben.person, organisation, key: 'k', fact: fact('T') }),
  )
  await db.tx((tx) => organisations.leaveTeamIn(tx, east, ben.person))
  const left = await organisations.actorFor(ben.person)
  expect(left && (await evidence.own(left))).toHaveLength(1)
  expect(await evidence.ofPeople(db.read, organisation, [])).toEqual([])
})
