import { button, expect, press, sees, type Person } from './northbridge.ts'

/** The manager schedules a room for now, with a co-facilitator; answers its address. */
export async function scheduleRoom(
  manager: Person,
  coFacilitator: string,
  format?: string,
): Promise<string> {
  const { page } = manager
  await page.goto('/')
  await page.getByRole('link', { name: /^My team/ }).click()
  await button(manager, 'Schedule a room').click()
  // The whole of it: the options are read at once.
  await page.waitForURL(/\/rooms\/new/)
  if (format !== undefined) {
    const labels = await page.getByLabel('Format').locator('option').allTextContents()
    const label = labels.find((one) => one.includes(format)) ?? format
    await page.getByLabel('Format').selectOption({ label })
  }
  const soon = new Date(Date.now() + 5 * 60_000)
  await page
    .getByLabel('Date')
    .fill(soon.toLocaleDateString('sv-SE', { timeZone: 'Europe/London' }))
  await page.getByLabel('Start time').fill(
    soon.toLocaleTimeString('en-GB', {
      timeZone: 'Europe/London',
      hour: '2-digit',
      minute: '2-digit',
    }),
  )
  const helper = page.getByLabel('Co-facilitator')
  await helper.selectOption({ label: await labelOf(manager, coFacilitator) })
  await button(manager, 'Schedule a room').click()
  await page.waitForURL(/\/rooms\//)
  return page.url().replace(/#.*/, '')
}

async function labelOf({ page }: Person, name: string): Promise<string> {
  const labels = await page.getByLabel('Co-facilitator').locator('option').allTextContents()
  return labels.find((label) => label.startsWith(name)) ?? name
}

/** Moves the room on, by mouse or as `by` presses, and waits until everybody sees the next phase. */
export async function nextPhase(
  facilitator: Person,
  everybody: readonly Person[],
  phase: string,
  by: (person: Person, button: string) => Promise<void> = press,
): Promise<void> {
  await by(facilitator, 'Next phase')
  await Promise.all(
    everybody.map((person) => sees(person, new RegExp(`Phase \\d+ of \\d+: ?${phase}`))),
  )
}

/** Goes round the circle once: each whose turn it is says something and finishes. */
export async function goRound(everybody: readonly Person[], says: (name: string) => string) {
  const left = new Set(everybody)
  const turns: string[] = []
  while (left.size > 0) {
    const speaker = await whoseTurn(left)
    await speaker.page.getByText('Write instead of speaking').click()
    await post(speaker, says(speaker.name))
    await press(speaker, 'I have finished')
    await expect(button(speaker, 'I have finished')).toHaveCount(0)
    turns.push(speaker.name)
    left.delete(speaker)
  }
  return turns
}

async function whoseTurn(people: ReadonlySet<Person>): Promise<Person> {
  let found: Person | undefined
  await expect(async () => {
    await Promise.all(
      [...people].map(async (person) => {
        if (!person.javaScript) await person.page.reload()
        if ((await button(person, 'I have finished').count()) > 0) found = person
      }),
    )
    expect(found).toBeDefined()
  }).toPass({ timeout: 30_000 })
  if (!found) throw new Error('it is nobody’s turn')
  return found
}

/** Writes a text for the team and waits until it is taken. */
export async function post(person: Person, text: string, as = 'Post'): Promise<void> {
  const { page } = person
  const field = page
    .locator('form', { has: page.getByRole('button', { name: as }) })
    .locator('textarea')
    .first()
  await field.fill(text)
  await press(person, as)
  await expect(page.locator('p', { hasText: text }).first()).toBeVisible()
}
