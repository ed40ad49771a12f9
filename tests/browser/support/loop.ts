import { completeModule } from './module.ts'
import { button, expect, press, sees, type Person } from './northbridge.ts'
import { goRound, nextPhase, post, scheduleRoom } from './room.ts'

const longLink =
  'https://www.example.org/reflective-practice/team-based-learning/what-we-heard-and-did-not-hear'

export type Team = { manager: Person; practitioners: readonly Person[] }
type Looks = (page: Person['page'], name: string) => Promise<void>

/**
 * The whole loop, 1 to 5: module alone, room together, two CPD entries each, the year's requirement
 * met, the form's boxes and downloads, the team's facts. `look` is called on each screen. The people
 * named in `whole` go through the module and their CPD; the room is held with everybody.
 */
export async function walkTheLoop(
  { manager, practitioners }: Team,
  look: Looks,
  whole: readonly string[],
): Promise<void> {
  const everybody = [manager, ...practitioners]
  const goAllTheWay = everybody.filter(({ name }) => whole.includes(name))
  const co = named(practitioners, 'Ewa')
  await look(manager.page, 'home-manager')
  const room = await scheduleRoom(manager, 'Ewa')
  await look(manager.page, 'room-scheduled')
  await Promise.all(
    goAllTheWay.map(async (person) => {
      if (person === co) return
      const isBen = person.name === 'Ben'
      await completeModule(person, {
        onSection: async (number) => {
          if (isBen && number < 3) await look(person.page, `module-section-${number}`)
        },
      })
      if (isBen) await look(person.page, 'module-done')
    }),
  )
  await holdTheRoom({ manager, practitioners }, room, look)
  await Promise.all(goAllTheWay.map((person) => completeCpd(person, look)))
  await exportTheTeam(
    { manager, practitioners: goAllTheWay.filter((person) => person !== manager) },
    look,
  )
}

export function named(people: readonly Person[], name: string): Person {
  const found = people.find((person) => person.name === name)
  if (!found) throw new Error(`${name} is not here`)
  return found
}

async function holdTheRoom(team: Team, room: string, look: Looks): Promise<void> {
  const { manager, practitioners } = team
  const everybody = [manager, ...practitioners]
  const [ben, chloe, ewa] = ['Ben', 'Chloe', 'Ewa'].map((name) => named(practitioners, name))
  if (!ben || !chloe || !ewa) throw new Error('the team is not complete')

  await manager.page.goto('/')
  await press(manager, 'Open the room')
  for (const person of practitioners) {
    await person.page.goto('/')
    await press(person, 'Go to the room')
    await person.page.waitForURL((url) => url.href.startsWith(room))
  }
  await look(ben.page, 'room-lobby')
  await press(manager, 'Start the session')
  for (const person of everybody) {
    await sees(person, /Phase 1 of 10: ?Welcome/)
    await press(person, 'Accept')
    await expect(button(person, 'Accept')).toHaveCount(0)
  }
  await look(ben.page, 'room-welcome')
  await look(manager.page, 'console-welcome')

  await nextPhase(manager, everybody, 'Read part 1')
  await press(manager, 'Release part 1')
  await readPart(practitioners, 1)
  await look(ben.page, 'room-read')

  await nextPhase(manager, everybody, 'Round')
  await look(manager.page, 'console-round')
  const turns = await goRound(everybody, (name) => `${name}: what I see is who is missing.`)
  expect(turns.at(-1)).toBe(manager.name)
  await look(ben.page, 'room-round')

  await nextPhase(manager, everybody, 'Write')
  await Promise.all(
    everybody.map((person) => post(person, `${person.name}’s idea is a quiet one.`)),
  )
  await expect(chloe.page.getByText('Ben’s idea is a quiet one.')).toHaveCount(0)
  await look(ben.page, 'room-write')
  await look(manager.page, 'console-write')

  await nextPhase(manager, everybody, 'Theme and vote')
  await sees(chloe, 'Ben’s idea is a quiet one.')
  await ben.page.getByLabel(/Name a new theme/).fill('Who is not heard')
  await press(ben, 'Add theme')
  for (const person of everybody) {
    await sees(person, 'Who is not heard')
    await button(person, 'Vote').click()
    await expect(person.page.getByText(/2 of 3/).first()).toBeVisible()
  }
  // Somebody pastes a link as a theme: it is broken where the page ends, for everybody.
  await ben.page.getByLabel(/Name a new theme/).fill(longLink)
  await press(ben, 'Add theme')
  await sees(chloe, longLink)
  await dragsToTheme(ben, chloe)
  await look(ben.page, 'room-theme')

  await nextPhase(manager, everybody, 'Read part 2')
  await press(manager, 'Release part 2')
  await readPart(practitioners, 2)
  await nextPhase(manager, everybody, 'Discuss')
  await post(ben, 'The money changed what we could offer.')
  await sees(chloe, 'The money changed what we could offer.')
  await look(ben.page, 'room-discuss')

  await nextPhase(manager, everybody, 'Agree')
  await post(ben, 'We ask the boy in his own way before the meeting.', 'Propose')
  for (const person of everybody) {
    await sees(person, 'We ask the boy in his own way before the meeting.')
    if (person.name === 'Dev') {
      await person.page
        .getByLabel(/What you see differently/)
        .first()
        .fill('The meeting can wait.')
      await press(person, 'Disagree')
    } else {
      await press(person, 'Agree to')
    }
  }
  await sees(manager, 'The meeting can wait.')
  await addAction(chloe)
  await look(ben.page, 'room-agree')

  await nextPhase(manager, everybody, 'Own learning')
  await Promise.all(everybody.map(writeOwnLearning))
  await look(ben.page, 'room-own-learning')

  await nextPhase(manager, everybody, 'Last word')
  await goRound(everybody, (name) => `${name}: I will slow down.`)
  await closeTheRoom(manager, look)
  for (const person of practitioners) await sees(person, 'The room is closed')
  await look(ben.page, 'room-closed')
  await ben.page.goto(`${room}/summary`)
  await expect(ben.page.getByText('The meeting can wait.').first()).toBeVisible()
  await expect(ben.page.getByText('I would slow down and ask')).toHaveCount(0)
  await look(ben.page, 'room-summary')
}

async function readPart(people: readonly Person[], part: number): Promise<void> {
  for (const person of people) {
    const open = button(person, `Open part ${part}`)
    await expect(async () => {
      if (!person.javaScript) await person.page.reload()
      if ((await open.count()) > 0) await open.click()
      await expect(person.page.locator('.cc-case').first()).toContainText('Zosia', {
        timeout: 2000,
      })
    }).toPass({ timeout: 30_000 })
  }
}

async function addAction(person: Person): Promise<void> {
  const { page } = person
  const form = page.locator('form', { has: page.getByRole('button', { name: /^Add an action/ }) })
  await form.getByLabel('What').fill('Book the communication specialist')
  await press(person, 'Add an action')
  await sees(person, 'Book the communication specialist')
}

async function writeOwnLearning(person: Person): Promise<void> {
  const { page, name } = person
  const fields = page.locator('form', {
    has: page.getByRole('button', { name: /^Save my learning/ }),
  })
  const texts = [
    `${name}: I fill silence too early.`,
    `${name}: I would slow down and ask in another way.`,
    `${name}: A colleague had asked the same child differently.`,
  ]
  for (const [index, text] of texts.entries()) {
    await fields.locator('textarea').nth(index).fill(text)
  }
  await press(person, 'Save my learning')
  await expect(page.getByText(/Saved \d/).first()).toBeVisible()
}

async function closeTheRoom(manager: Person, look: Looks): Promise<void> {
  await press(manager, 'Next phase')
  await sees(manager, /Close the room/)
  await manager.page.goto(`${manager.page.url().replace(/[#?].*/, '')}/close`)
  await look(manager.page, 'room-close')
  await press(manager, 'Close the room')
  await sees(manager, 'The room is closed')
}

async function completeCpd(person: Person, look: Looks): Promise<void> {
  const { page, name } = person
  const isBen = name === 'Ben'
  for (const piece of ['room', 'module'] as const) {
    await page.goto('/')
    await press(person, 'Complete your CPD')
    await page.waitForURL(/\/cpd\/entries\//)
    if (isBen) await look(page, `cpd-entry-${piece}`)
    for (const [label, text] of [
      [/why (does|it matters?|it is)|What was it/i, 'Ninety minutes on a child who says little.'],
      [/What (have|did) you learn(t)?\?/i, 'To prepare, hear, weigh and feed back.'],
      [/good|impact/i, 'I will ask each child how they want to be heard.'],
    ] as const) {
      const field = page.getByLabel(label).first()
      if ((await field.inputValue()) === '') await field.fill(text)
    }
    await press(person, 'Save entry')
    await expect(page.getByText(/Saved \d/).first()).toBeVisible()
    await press(person, 'Mark as ready')
    await page.waitForURL(/\/cpd$/)
  }
  await sees(person, 'You have met this year')
  if (!isBen) return
  await look(page, 'cpd')
  await copyAndDownload(person, look)
}

async function copyAndDownload({ page }: Person, look: Looks): Promise<void> {
  await page
    .getByRole('link', { name: /Participation|week/ })
    .first()
    .click()
  await page.waitForURL(/\/cpd\/entries\//)
  await look(page, 'cpd-entry-ready')
  await page.goto(`${page.url().replace(/[#?].*/, '')}/copy`)
  await look(page, 'cpd-copy')
  await page.goto('/cpd/export')
  await look(page, 'cpd-export')
  for (const kind of ['CSV', 'JSON']) {
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: `Download ${kind}` }).click()
    const download = await downloading
    const { readFile } = await import('node:fs/promises')
    const text = await readFile(await download.path(), 'utf8')
    expect(text).toContain('A colleague had asked the same child differently.')
  }
}

async function exportTheTeam({ manager, practitioners }: Team, look: Looks): Promise<void> {
  const { page } = manager
  await page.goto('/')
  await page.getByRole('link', { name: /^My team/ }).click()
  await look(page, 'team')
  await expect(page.getByText('Done', { exact: false }).first()).toBeVisible()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export team' }).click()
  const { readFile } = await import('node:fs/promises')
  const csv = await readFile(await (await downloading).path(), 'utf8')
  for (const { name } of practitioners)
    expect(csv).toMatch(new RegExp(`${name}.*Done.*Attended.*Ready`))
  for (const words of ['silence', 'slow down', 'thinks of a visit', 'asked the same child']) {
    expect(csv).not.toContain(words)
  }
}

/** With a mouse a card may be dragged to its theme, and back; for those without there is a list. */
async function dragsToTheme({ page, javaScript }: Person, other: Person): Promise<void> {
  if (!javaScript) return
  const card = page.locator('.cc-card', { hasText: 'Chloe’s idea' })
  const before = page.viewportSize()
  // Nothing has to scroll between the press and the first move.
  await page.setViewportSize({ width: 1280, height: 3000 })
  for (const place of ['Who is not heard', 'No theme yet', 'Who is not heard']) {
    await card.dragTo(page.getByRole('region', { name: place }))
    for (const seen of [page, other.page]) {
      await expect(seen.getByRole('region', { name: place })).toContainText('Chloe’s idea')
    }
  }
  if (before) await page.setViewportSize(before)
}
