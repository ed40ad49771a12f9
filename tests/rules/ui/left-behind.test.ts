import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { catchUp } from '#app/ui/cpd/left-behind.ts'
import { rememberLeft } from '#app/ui/left-page.ts'

const one = { address: '/cpd/entries/one/save', own: '/cpd/entries/one' }
const two = { address: '/cpd/entries/two/save', own: '/cpd/entries/two' }

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A tab that was left at `one`, whose words arrive as revision `arrived` after some time. */
function tabLeftAtOne({ arrivesAfterMs = 2_500, isLoadedAgain = true } = {}) {
  const kept = new Map<string, string>()
  const [asked, went]: [string[], string[]] = [[], []]
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  vi.stubGlobal('location', {
    reload: () => void went.push('again'),
    replace: (to: string) => void went.push(to),
  })
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([
    Object.assign(performance.mark('how'), { type: isLoadedAgain ? 'reload' : 'navigate' }),
  ])
  rememberLeft(one)
  const left = Date.now()
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address)
    if (Date.now() - left < arrivesAfterMs)
      return Promise.resolve(new Response('', { status: 404 }))
    return Promise.resolve(Response.json({ revision: 3 }))
  })
  return { asked, went }
}

const page = { ...one, shownRevision: () => 2, isUntouched: () => true }

async function opened(shown: Parameters<typeof catchUp>[0]): Promise<void> {
  const looking = catchUp(shown)
  await vi.runAllTimersAsync()
  await looking
}

test('words that arrive seconds after their page was loaded again are shown, once', async () => {
  const { asked, went } = tabLeftAtOne()
  await opened(page)
  expect(went).toEqual(['again'])
  expect(asked).toHaveLength(4)
})

test('a new entry that was loaded again before it was kept goes on to its own page', async () => {
  const { went } = tabLeftAtOne()
  await opened({ ...page, ...two })
  expect(went).toEqual(['/cpd/entries/one'])
})

test('somebody who went on to another entry is left there', async () => {
  const { asked, went } = tabLeftAtOne({ isLoadedAgain: false })
  await opened({ ...page, ...two })
  expect([asked, went]).toEqual([[], []])
})

test('a page that shows the last words already, or in which somebody types, is not loaded again', async () => {
  const { went } = tabLeftAtOne({ arrivesAfterMs: 0 })
  await opened({ ...page, shownRevision: () => 3 })
  let looks = 0
  await opened({ ...page, isUntouched: () => ++looks < 2 })
  expect(went).toEqual([])
})

test('words of long ago are not looked for', async () => {
  const { asked } = tabLeftAtOne()
  vi.setSystemTime(Date.now() + 10_001)
  await opened(page)
  expect(asked).toEqual([])
})
