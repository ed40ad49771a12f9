import { join } from 'node:path'
import type { Locator } from 'playwright/test'
import { openDatabase } from '#db/connection.ts'
import { createEvidence } from '#server/evidence/evidence.server.ts'
import { createOrganisations } from '#server/organisations/organisations.server.ts'
import { systemClock } from '#server/platform/clock.server.ts'
import { releaseHash, toolkitId } from '#server/platform/rules/ids.ts'
import { systemRandom } from '#server/platform/random.server.ts'
import { expect, sees, test, type Person } from './support/northbridge.ts'
import { swiftRoom } from './support/swift-room.ts'

/** The most that it may take a person from the room's end to two pieces that are ready. */
const most = 25

/** Every click, field and key of one person, counted. */
function counted({ page }: Person) {
  let interactions = 0
  return {
    interactions: () => interactions,
    async click(what: Locator) {
      interactions += 1
      await what.click()
    },
    async fill(label: RegExp, text: string) {
      interactions += 1
      await page.getByLabel(label).first().fill(text)
    },
  }
}

test('from the room’s end to two ready entries, somebody who was never here needs few steps', async ({
  enter,
  server,
}) => {
  const ben = await enter('Ben')
  const room = await endOfTheRoom(ben, server)
  const { page } = ben
  const hand = counted(ben)

  // The room has just closed in front of him.
  await hand.click(page.getByRole('button', { name: 'Go to my drafts' }))
  await hand.click(page.getByRole('link', { name: /^Case reflection/ }))
  await expect(page.getByLabel(/What have you learnt/)).toHaveValue('I fill silence too early.')
  await hand.fill(/What was it/, 'Ninety minutes with my team on a child who says little.')
  await expect(page.getByText(/^Saved \d/).first()).toBeVisible()
  await hand.click(page.getByRole('button', { name: 'Mark as ready' }))

  await page.waitForURL(/\/cpd$/)
  await hand.click(page.getByRole('link', { name: /^Module:/ }))
  await hand.fill(/What was it/, 'An online module on taking part, which I do in each visit.')
  await hand.fill(/What have you learnt/, 'To prepare, to hear, to weigh and to answer.')
  await hand.fill(/What good/, 'I tell each child what became of what they said.')
  await hand.click(page.getByRole('button', { name: 'Mark as ready' }))
  await sees(ben, "You have met this year's requirement.")

  console.log(`From the room's end to two ready entries: ${hand.interactions()} interactions.`)
  expect(hand.interactions()).toBeLessThanOrEqual(most)
  expect(room).toContain('/rooms/')
})

/** A room that Ben wrote his learning in and that ends, and the module he has done before. */
async function endOfTheRoom(
  { page }: Person,
  server: { origin: string; dataDir: string },
): Promise<string> {
  const db = openDatabase(join(server.dataDir, 'casecircle.sqlite'))
  const made = { db, clock: systemClock, random: systemRandom }
  const cast = await createOrganisations(made).demonstrationCast(true)
  const who = cast.find((one) => one.name.startsWith('Ben'))
  const actor = who && (await createOrganisations(made).actorFor(who.person))
  if (!actor) throw new Error('Ben is not in the demonstration')
  await db.tx((tx) =>
    createEvidence(made).attestIn(tx, {
      ...{ person: actor.person, organisation: actor.organisation, key: 'module:participation' },
      fact: {
        ...{ kind: 'module-completed', toolkit: toolkitId.parse('participation') },
        ...{ title: 'Participation of children', version: '1.0.0', sections: 6, checks: 9 },
        ...{ release: releaseHash.parse('ab'.repeat(32)), activeMinutes: 41 },
        // Not before: in the first hour of a CPD year it would belong to the last.
        completedAt: systemClock.now(),
      },
    }),
  )
  db.close()

  const room = await swiftRoom(server.origin, 'welcome')
  await page.goto(room.address)
  const learning = {
    learnt: 'I fill silence too early.',
    impact: 'I would slow down and ask in another way.',
    peerLearning: 'A colleague had asked the same child differently.',
  }
  const saved = await page.request.post(`${server.origin}${room.address}/commands`, {
    data: { id: crypto.randomUUID(), type: 'learning.save', body: learning },
    headers: { origin: server.origin, 'sec-fetch-site': 'same-origin', accept: 'application/json' },
  })
  expect(saved.status(), await saved.text()).toBe(200)
  await room.lead('room.close')
  await expect(page.getByRole('heading', { name: 'The room is closed' })).toBeVisible()
  return room.address
}
