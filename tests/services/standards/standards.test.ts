import { expect, test } from 'vitest'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { actorNamed } from '#tests/support/one-room.ts'
import { startProduct } from '#tests/support/product.ts'

test('a person sees what their own learning covers, tags their own entries, and nobody else’s', async () => {
  const product = await startProduct()
  const { services } = product
  const [ewa, amara, ben] = await Promise.all(
    ['Ewa', 'Amara', 'Ben'].map((name) => actorNamed(product, name)),
  )
  if (!ewa || !amara || !ben) throw new Error('somebody is missing')
  const release = await services.toolkits.current(toolkitId.parse('participation'))
  const touched = async (actor: typeof ewa) =>
    (await services.standards.coverage(actor))
      .flatMap((one) => one.standards)
      .filter((one) => one.by.length > 0)
      .map((one) => one.code)

  // Ewa has completed the module of the demonstration; Ben has not begun it.
  expect((await touched(ewa)).sort()).toEqual([...(release?.standards ?? [])].sort())
  expect(await touched(ben)).toEqual([])

  // Tags are the owner's own: one code is real, one is not, and her manager may do neither.
  const entry =
    (await services.cpd.entryOfModule(ewa, toolkitId.parse('participation'))) ??
    expect.fail('no draft')
  const page = await services.standards.tagPage(ewa, entry)
  expect(page).toMatchObject({ ok: true, value: { chosen: [], suggested: release?.standards } })
  expect(await services.standards.tag(amara, entry, ['ES6'])).toMatchObject({
    error: { code: 'not_found' },
  })
  expect(await services.standards.tagPage(amara, entry)).toMatchObject({
    error: { code: 'not_found' },
  })
  const cookie = await product.cookieOf('ewa@northbridge.example')
  const answer = await product.post(`/cpd/entries/${entry}/standards`, { standard: 'ES6' }, cookie)
  expect(answer.status).toBe(303)
  expect(await services.standards.tagPage(ewa, entry)).toMatchObject({ value: { chosen: ['ES6'] } })
  await services.standards.tag(ewa, entry, ['ES6', 'ES99'])
  expect(await touched(ewa)).toContain('ES6')
  expect(await touched(amara)).not.toContain('ES6')

  // The entry is otherwise as it was: nobody's words are touched by a tag.
  const kept = await services.cpd.entry(ewa, entry)
  expect(kept).toMatchObject({
    value: { entry: { status: 'draft', standards: ['ES6'], revision: 0 } },
  })
  const shown = await (await product.get('/cpd/standards', cookie)).text()
  expect(shown).toContain('What my learning covers')
  expect(shown).toContain('Participation')
})

test('frameworks are data with a source each, and no code is there twice', async () => {
  const { services } = await startProduct()
  const frameworks = await services.toolkits.frameworks()
  const codes = frameworks.flatMap((one) => one.standards.map(({ code }) => code))
  expect(new Set(codes).size).toBe(codes.length)
  for (const one of frameworks) expect(one.source, one.id).toBeTruthy()
  expect(frameworks.map(({ id }) => id).sort()).toEqual([
    'dreyfus',
    'employer-standards',
    'kss-adults',
    'kss-child-and-family',
    'pcf',
    'social-work-england-standard-4',
    'sssc-core-learning',
    'sssc-yearly-topics',
    'supervisors-and-leaders',
    'sword',
  ])
})
