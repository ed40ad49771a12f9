import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { duringRequest } from '#server/platform/request.server.ts'
import { emailOf, givePassword, northbridge, type Northbridge } from '#tests/support/cast.ts'

const words = 'correct horse battery staple'

type Line = {
  person: string | null
  action: string
  object: string
  outcome: string
  request: string | null
}
function lines({ db }: Pick<Northbridge, 'db'>): Line[] {
  return db.read.all<Line>(
    sql`select person, action, object, outcome, request from audit_log order by seq`,
  )
}

test('signing in and not signing in are written down, without address or password', async () => {
  const council = await northbridge()
  const { accounts, ben } = council
  await givePassword(council, ben, words)
  await accounts.signIn(emailOf('ben'), words, '192.0.2.7')
  await accounts.signIn(emailOf('ben'), 'a wrong password', '192.0.2.7')
  await accounts.signIn('eve@evil.example', 'a wrong password', '192.0.2.7')
  const person = ben.person
  expect(lines(council)).toEqual([
    { person, action: 'sign-in', object: `person ${person}`, outcome: 'done', request: null },
    { person, action: 'sign-in', object: `person ${person}`, outcome: 'refused', request: null },
    {
      person: null,
      action: 'sign-in',
      object: 'unknown person',
      outcome: 'refused',
      request: null,
    },
  ])
  const all = JSON.stringify(council.db.read.all(sql`select * from audit_log`))
  for (const secret of ['@', words, 'wrong password', '192.0.2.7'])
    expect(all).not.toContain(secret)
})

test('the administrator reads who signed in and who failed to, of the own organisation alone', async () => {
  const council = await northbridge()
  const { accounts, ben, southbridge } = council
  await givePassword(council, ben, words)
  await accounts.signIn(emailOf('ben'), words, 'office')
  await accounts.signIn(emailOf('ben'), 'a wrong password', 'office')
  await accounts.signIn('eve@evil.example', 'a wrong password', 'office')
  await accounts.changePassword(ben.person, words, 'another pass phrase')
  const read = council.audit.ofOrganisation(council.jo)
  const told = read.ok ? read.value.map(({ action, outcome }) => `${action} ${outcome}`) : []
  expect(told.reverse()).toEqual([
    ...['sign-in done', 'sign-in refused', 'password.change done', 'sign-in done'],
  ])
  expect(council.audit.ofOrganisation(southbridge.jo)).toEqual({ ok: true, value: [] })
})

test('a changed and a newly set password are written down with the sign-in they bring', async () => {
  const council = await northbridge()
  const { accounts, ben } = council
  await givePassword(council, ben, words)
  await accounts.changePassword(ben.person, 'a wrong password', 'another pass phrase')
  await accounts.changePassword(ben.person, words, 'another pass phrase')
  const link = await accounts.linkFor(emailOf('ben'))
  if (!link.ok) throw new Error('no link')
  await accounts.setPassword(link.value, 'reset', 'a third pass phrase')
  expect(lines(council).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'password.change refused',
    'password.change done',
    'sign-in done',
    'password.set done',
    'sign-in done',
  ])
})

test('each line names its request, also when several share one commit', async () => {
  const council = await northbridge()
  const { audit, ben, chloe } = council
  const record = (request: string, { person }: typeof ben) =>
    duringRequest(request, () => audit.record({ person, action: 'team.export', object: 'thing' }))
  await Promise.all([
    record('request-1', ben),
    record('request-2', chloe),
    audit.record({ action: 'team.export', object: 'thing' }),
    record('request-3', ben),
  ])
  expect(lines(council).map(({ request, person }) => [request, person])).toEqual([
    ['request-1', ben.person],
    ['request-2', chloe.person],
    [null, null],
    ['request-3', ben.person],
  ])
})

test('a line is written with what it tells of, or neither is', async () => {
  const council = await northbridge()
  const { audit, db, ben } = council
  await expect(
    db.tx(async (tx) => {
      await audit.recordIn(tx, { person: ben.person, action: 'team.export', object: 'thing' })
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  expect(lines(council)).toEqual([])
})

test('the log cannot be changed or thinned out', async () => {
  const council = await northbridge()
  const { audit, db, ben } = council
  await audit.record({ person: ben.person, action: 'team.export', object: 'thing' })
  const before = lines(council)
  for (const statement of [
    "update audit_log set person = 'somebody else'",
    'update audit_log set seq = seq + 1',
    'delete from audit_log',
    'update audit_log set hash = null',
    "replace into audit_log (seq, at, person, action, object, outcome) select seq, at, person, 'other', object, outcome from audit_log",
  ]) {
    await expect(
      db.tx(async (tx) => void tx.run(sql.raw(statement))),
      statement,
    ).rejects.toMatchObject({ cause: { message: 'audit_log is append-only' } })
  }
  expect(lines(council)).toEqual(before)
})

test('an organisation’s administrator reads its lines, and nobody else does', async () => {
  const { audit, organisation, southbridge, jo, amara, ben } = await northbridge()
  await audit.record({ organisation, person: amara.person, action: 'team.export', object: 'team' })
  await audit.record({
    organisation: southbridge.organisation,
    person: southbridge.amara.person,
    action: 'team.export',
    object: 'team',
  })
  const seen = audit.ofOrganisation(jo)
  if (!seen.ok) throw new Error('refused')
  expect(seen.value.map((one) => one.person)).toEqual([amara.person])
  for (const actor of [amara, ben]) {
    expect(audit.ofOrganisation(actor)).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    })
  }
})
