import { afterEach, expect, test, vi } from 'vitest'
import { createEngine, type AutosaveState } from '#app/ui/cpd/autosave.ts'

afterEach(() => vi.unstubAllGlobals())

/** The form of one open page in a window that does only what saving asks of it. */
function openPage(fields: Record<string, string>) {
  const [page, tab] = [new EventTarget(), new EventTarget()]
  const sent: string[] = []
  let isTaken = true
  const all = new Map(Object.entries(fields))
  class Fields {
    get = (name: string) => all.get(name) ?? null
    set = (name: string, value: string) => void all.set(name, value);
    [Symbol.iterator] = () => all[Symbol.iterator]()
  }
  class Form {
    readonly method = 'post'
  }
  vi.stubGlobal('HTMLFormElement', Form)
  vi.stubGlobal('FormData', Fields)
  vi.stubGlobal('document', page)
  vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined })
  vi.stubGlobal('navigator', {
    sendBeacon: () => {
      sent.push('behind')
      return true
    },
  })
  vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab))
  vi.stubGlobal('removeEventListener', tab.removeEventListener.bind(tab))
  vi.stubGlobal('fetch', () => {
    sent.push('save')
    const answer = isTaken
      ? { ok: true, savedText: '2:32pm', revision: 1, checks: [] }
      : { ok: false, message: 'You changed this entry in another window.' }
    return Promise.resolve(Response.json(answer, { status: isTaken ? 200 : 409 }))
  })
  let state: AutosaveState = { kind: 'kept' }
  const form: unknown = new Form()
  if (!(form instanceof HTMLFormElement)) throw new Error('no form')
  const engine = createEngine(
    () => form,
    { address: '/cpd/entries/one/save', own: '/cpd/entries/one' },
    (next) => (state = next),
    () => undefined,
  )
  return {
    engine,
    sent,
    state: () => state.kind,
    refuse: (isRefused: boolean) => void (isTaken = !isRefused),
    /** Whether whoever leaves now is asked first. */
    isAsked(): boolean {
      const leaving = new Event('beforeunload', { cancelable: true })
      tab.dispatchEvent(leaving)
      return leaving.defaultPrevented
    },
  }
}

test('after a refusal, leaving is asked about until something was kept, also while typing goes on', async () => {
  const page = openPage({ learnt: 'My words.', revision: '1' })
  page.engine.changed()
  expect(page.isAsked()).toBe(false)
  page.refuse(true)
  await page.engine.send(false)
  expect([page.state(), page.isAsked()]).toEqual(['refused', true])
  // The next save has not been answered yet: it may be refused as well.
  page.engine.changed()
  expect([page.state(), page.isAsked()]).toEqual(['typing', true])
  page.refuse(false)
  await page.engine.send(false)
  expect([page.state(), page.isAsked()]).toEqual(['kept', false])
  page.engine.stop()
})

test('a new entry of which nothing is left is not sent, and nobody is asked about it', async () => {
  const page = openPage({ new: 'yes', revision: '0', entry: 'one', learnt: '', asked: 'hours' })
  page.engine.changed()
  await page.engine.send(false)
  expect([page.state(), page.isAsked()]).toEqual(['kept', false])
  expect(page.sent).toEqual([])
  page.engine.stop()
})
