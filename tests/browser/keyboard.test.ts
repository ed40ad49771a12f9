import { expect, sees, test, type Person } from './support/northbridge.ts'
import { pressByKey, tabTo, typeInto, unfold } from './support/keyboard.ts'
import { nextPhase, scheduleRoom } from './support/room.ts'

/** The facilitator moves on, and both are told: the words come to a screen reader too. */
async function goOn(amara: Person, ben: Person, phase: string, last = phase): Promise<void> {
  await nextPhase(amara, [amara, ben], phase, pressByKey)
  for (const person of [amara, ben]) {
    const told = person === ben ? last : phase
    await expect(person.page.locator('#news')).toContainText(told)
  }
}

/** Each says that they have finished; for colleagues who are not here the facilitator moves on. */
async function goRoundByKey(amara: Person, ben: Person): Promise<void> {
  const own = amara.page.getByRole('button', { name: /^I have finished/ }).first()
  const ofOthers = amara.page.getByRole('button', { name: /is done/ }).first()
  const over = amara.page.getByText('Everybody has had a turn.').first()
  const whose = async () => {
    if ((await own.count()) > 0) return 'Amara'
    if ((await over.count()) > 0) return 'nobody'
    return (await ofOthers.count()) > 0 ? ((await ofOthers.textContent()) ?? '').trim() : ''
  }
  for (let turn = 0; turn < 6; turn += 1) {
    await expect.poll(whose).not.toBe('')
    const now = await whose()
    if (now === 'Amara') await pressByKey(amara, 'I have finished')
    else if (now.startsWith('Ben')) await pressByKey(ben, 'I have finished', 'Space')
    else await pressByKey(amara, /is done/)
    await expect.poll(whose).not.toBe(now)
  }
  await sees(amara, 'Everybody has had a turn.')
}

test('G11: a facilitator and a participant hold a whole session with the keyboard alone', async ({
  enter,
}) => {
  test.setTimeout(300_000)
  const amara = await enter('Amara')
  const ben = await enter('Ben', { width: 320 })
  const room = await scheduleRoom(amara, 'Ewa')
  await ben.page.goto(room)

  await pressByKey(amara, 'Open the room')
  await pressByKey(amara, 'Start the session')
  await sees(ben, /Phase 1 of 10/)
  await pressByKey(ben, 'Accept', 'Space')
  await sees(ben, 'You have accepted the ground rules.')

  await goOn(amara, ben, 'Read part 1')
  await pressByKey(amara, 'Release part 1')
  // Where a content warning stands before it, it is opened by a button; else it is there.
  const open = ben.page.getByRole('button', { name: /^Open part 1/ })
  await expect(open.or(ben.page.locator('.cc-case')).first()).toBeVisible({ timeout: 30_000 })
  if ((await open.count()) > 0) await pressByKey(ben, 'Open part 1')
  await expect(ben.page.locator('.cc-case').first()).toContainText('Zosia')

  await goOn(amara, ben, 'Round')
  await goRoundByKey(amara, ben)

  await goOn(amara, ben, 'Write')
  await typeInto(ben, 'Your next card', 'A quiet idea.')
  await pressByKey(ben, 'Post')
  await sees(ben, 'Your cards so far: 1')

  // Few people wrote, so Ben is asked whether his card may be shown: that is told him last.
  await goOn(amara, ben, 'Theme and vote', 'You are asked whether your cards may be shown')
  await typeInto(ben, 'Name a new theme', 'Who is not heard')
  await ben.page.keyboard.press('Enter')
  await sees(amara, 'Who is not heard')
  await unfold(ben, 'Add a card')
  await typeInto(ben, 'Your card', 'Nobody asked him.')
  await pressByKey(ben, 'Post')
  await sees(amara, 'Nobody asked him.')
  // A card goes to its theme by a list and a button: nothing needs to be dragged.
  await unfold(ben, 'Move')
  await tabTo(ben, ben.page.getByLabel(/^Move card \d+ to/).first())
  await ben.page.keyboard.press('ArrowDown')
  await pressByKey(ben, /^Move card/)
  await expect(amara.page.getByRole('region', { name: 'Who is not heard' })).toContainText(
    /Nobody asked him\.|A quiet idea\./,
  )
  await pressByKey(ben, 'Vote', 'Space')
  await sees(ben, /2 of 3/)

  await goOn(amara, ben, 'Read part 2')
  await goOn(amara, ben, 'Discuss')
  await pressByKey(ben, 'Raise')
  await expect(amara.page.locator('#news')).toContainText('Ben raises a hand.')

  await goOn(amara, ben, 'Agree')
  await typeInto(ben, 'A sentence that we can all stand behind', 'We ask him first.')
  await pressByKey(ben, 'Propose')
  await sees(amara, 'We ask him first.')
  await pressByKey(amara, 'Agree to', 'Space')
  await sees(ben, /Amara.*agrees?/)

  await goOn(amara, ben, 'Own learning')
  await typeInto(ben, /What (have|did) you learn(t)?\?/, 'To ask before I explain.')
  await pressByKey(ben, 'Save my learning')
  await expect(ben.page.getByText(/Saved \d/).first()).toBeVisible()

  await goOn(amara, ben, 'Last word')
  await goRoundByKey(amara, ben)
  await pressByKey(amara, 'Next phase')
  await pressByKey(amara, 'Close the room')
  await amara.page.waitForURL(/\/close$/)
  await pressByKey(amara, 'Close the room')
  await sees(ben, 'The room is closed')
})
