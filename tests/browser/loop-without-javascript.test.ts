import type { Page } from 'playwright/test'
import { test } from './support/northbridge.ts'
import { walkTheLoop } from './support/loop.ts'
import { picture } from './support/screenshots.ts'

const pictured = ['module-section-1', 'console-round', 'room-theme', 'room-agree', 'cpd-entry-room']

test('the whole loop works by forms and page loads alone', async ({ enter }) => {
  test.setTimeout(1_500_000)
  const plain = { javaScript: false }
  const manager = await enter('Amara', plain)
  const practitioners = []
  for (const name of ['Ben', 'Chloe', 'Dev', 'Ewa', 'Farid']) {
    practitioners.push(await enter(name, plain))
  }
  const look = async (page: Page, name: string) => {
    if (pictured.includes(name)) await picture(page, `plain-${name}`)
  }
  await walkTheLoop({ manager, practitioners }, look, ['Amara', 'Ben'])
})
