import { expect, test } from 'vitest'
import { createDeviceCopy } from '#app/room-client/device-copy.ts'
import type { Change, DeviceStore } from '#app/room-client/device-store.ts'
import type { KeptItem } from '#app/room-client/kept-items.ts'
import { unsavedPlace } from '#app/room-client/save-place.ts'

const typing = (text: string, at = 1): KeptItem => ({
  ...{ kind: 'typing', key: 'write/card', base: '', text, at },
})

/** A device whose transactions end when the test says so. */
function heldDevice() {
  const rows = new Map<number, KeptItem>()
  const held: (() => void)[] = []
  let count = 0
  let isFull = false
  const store: DeviceStore = {
    left: () => Promise.resolve([...rows].map(([id, item]) => ({ id, item }))),
    async write(changes: readonly Change[]) {
      await new Promise<void>((resolve) => held.push(resolve))
      if (isFull) throw new Error('full')
      return changes.map((one) => {
        if ('erase' in one) {
          rows.delete(one.erase)
          return null
        }
        count += 1
        rows.set(count, one.put)
        return count
      })
    },
    close: () => undefined,
  }
  return {
    store,
    rows,
    fill: () => (isFull = true),
    /** Ends transactions until none begins any more. */
    async finish() {
      for (let quiet = 0; quiet < 5; quiet += 1) {
        await new Promise((resolve) => setTimeout(resolve, 0))
        if (held.length > 0) quiet = 0
        held.shift()?.()
      }
    },
    texts: () => [...rows.values()].map((item) => (item.kind === 'typing' ? item.text : '')),
  }
}

test('the newest lies there, whatever came while an older one was written', async () => {
  const device = heldDevice()
  const kept: number[] = []
  const copy = createDeviceCopy(Promise.resolve(device.store), (names) => kept.push(names.size))
  for (const text of ['H', 'He', 'Hel', 'Help']) copy.match(new Map([['t', typing(text)]]))
  await device.finish()
  copy.match(new Map([['t', typing('Helping')]]))
  await device.finish()
  expect(device.texts()).toEqual(['Helping'])
  copy.match(new Map())
  await device.finish()
  expect(device.texts()).toEqual([])
  expect(kept.at(-1)).toBe(0)
})

test('what an earlier page left is erased only with what holds it anew', async () => {
  const device = heldDevice()
  device.rows.set(900, typing('left'))
  const copy = createDeviceCopy(Promise.resolve(device.store), () => undefined)
  expect(await copy.left()).toMatchObject([{ text: 'left' }])
  expect(device.texts()).toEqual(['left'])
  copy.match(new Map([['t', typing('left')]]))
  await device.finish()
  expect(device.texts()).toEqual(['left'])
  expect([...device.rows.keys()]).not.toContain(900)
})

test('a device that takes nothing is not said to have taken it', async () => {
  const device = heldDevice()
  let names: ReadonlySet<string> = new Set(['?'])
  const copy = createDeviceCopy(Promise.resolve(device.store), (now) => (names = now))
  device.fill()
  copy.match(new Map([['t', typing('H')]]))
  await device.finish()
  expect(names.size).toBe(0)
  expect(copy.isBroken()).toBe(true)
  expect(unsavedPlace('offline', names.has('t'))).toEqual({ kind: 'trying' })
  expect(unsavedPlace('offline', true)).toEqual({ kind: 'offline' })
  expect(unsavedPlace('connecting', true)).toEqual({ kind: 'device' })
})
