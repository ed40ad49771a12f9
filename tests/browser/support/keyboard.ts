import type { Locator } from 'playwright/test'
import { awake, expect, type Person } from './northbridge.ts'

const mostTabs = 200

/**
 * Goes on with Tab until `target` has the focus, as somebody does who has no mouse. Fails when it is
 * not reached, when the focus is nowhere for long, or when what has it cannot be seen.
 */
export async function tabTo({ page, name }: Person, target: Locator): Promise<void> {
  await expect(target, `${name} looks for it`).toBeVisible({ timeout: 30_000 })
  for (let presses = 0; presses < mostTabs; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expect(target).toBeInViewport()
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`${name} cannot get there with Tab`)
}

/** Presses a button, a link or a summary by its first words, with Enter or the space bar. */
export async function pressByKey(
  person: Person,
  text: string | RegExp,
  key: 'Enter' | 'Space' = 'Enter',
): Promise<void> {
  const { page } = person
  const name = typeof text === 'string' ? new RegExp(`^\\s*${text}`) : text
  await awake(person)
  const button = page.getByRole('button', { name }).first()
  await tabTo(person, button)
  // It has the focus already. Pressed in this way a post that it begins is waited for.
  await button.press(key)
}

/** Opens what is folded away, by its first words. */
export async function unfold(person: Person, text: string): Promise<void> {
  const summary = person.page.locator('summary', { hasText: new RegExp(`^\\s*${text}`) }).first()
  await tabTo(person, summary)
  await person.page.keyboard.press('Enter')
}

/** Writes into the field of that label. */
export async function typeInto(person: Person, label: string | RegExp, text: string) {
  await tabTo(person, person.page.getByLabel(label).first())
  await person.page.keyboard.type(text)
}
