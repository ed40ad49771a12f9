import { expect, test } from 'vitest'
import { createEvidence } from '#server/evidence/evidence.server.ts'
import { createLearning } from '#server/learning/learning.server.ts'
import { createOrganisations } from '#server/organisations/organisations.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { systemRandom } from '#server/platform/random.server.ts'
import { personId } from '#server/platform/rules/ids.ts'
import { createToolkits } from '#server/toolkits/toolkits.server.ts'
import { publishedDatabase } from '#tests/support/database.ts'

/** Letters alone, so that neither mark-up nor quotation marks hide a sentence. */
const letters = (text: string) =>
  text.replace(/<[^>]*>|&[a-z#0-9]+;|\\[a-z"]/gi, '').replace(/[^\p{L}]/gu, '')

test('★ of the product’s own vignettes and spreads nothing is told before its time', async () => {
  const db = await publishedDatabase()
  const parts = { db, clock: { now: () => 0 }, random: systemRandom }
  const toolkits = createToolkits({ ...parts, contentFolder: 'content', log: createLog('silent') })
  const organisations = createOrganisations(parts)
  const learning = createLearning({
    ...{ ...parts, toolkits, organisations, evidence: createEvidence(parts) },
  })
  const organisation = await db.tx((tx) => organisations.createIn(tx, 'Northbridge Council'))
  const person = personId.parse(systemRandom.uuid())
  await db.tx((tx) =>
    organisations.affiliateIn(tx, organisation, {
      ...{ person, name: 'Ben', jobTitle: 'Social worker', administrator: false },
    }),
  )
  const ben = await organisations.actorFor(person)
  if (!ben) throw new Error('nobody there')
  let vignettes = 0
  let spreads = 0
  for (const { toolkit } of await toolkits.library()) {
    const release = await toolkits.current(toolkit)
    for (const section of release?.sections ?? []) {
      const page = letters(JSON.stringify(await learning.sectionPage(ben, toolkit, section.id)))
      for (const item of section.items) {
        if (item.type === 'vignette') {
          vignettes += 1
          const [first, ...later] = item.scenes
          // Negative control: the first scene is found in just this way.
          expect(page, item.id).toContain(letters(first?.text ?? 'nothing'))
          for (const scene of later) expect(page, scene.id).not.toContain(letters(scene.text))
        }
        if (item.type === 'spread') {
          spreads += 1
          expect(page, item.id).toContain(letters(item.prompt))
          for (const { why } of item.judgements) expect(page, item.id).not.toContain(letters(why))
        }
      }
    }
  }
  expect(vignettes).toBeGreaterThan(0)
  expect(spreads).toBeGreaterThan(0)
})
