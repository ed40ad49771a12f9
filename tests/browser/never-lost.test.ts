import { expect, press, sees, test } from './support/northbridge.ts'
import { field, onDevice, swiftRoom } from './support/swift-room.ts'

test('G7: offline, a closed tab and a moved room: the text is on the device, sealed, and comes back', async ({
  enter,
  server,
}) => {
  const room = await swiftRoom(server.origin, 'write')
  const ben = await enter('Ben', { isCutOff: true })
  await ben.page.goto(room.address)
  await sees(ben, /Phase \d+ of 10: ?Write/)
  const online = () => ben.page.context().setOffline(false)

  // Offline: said in words that are true, and nothing of it can be read on the device.
  await ben.page.context().setOffline(true)
  await field(ben).fill('Who speaks for Zosia?')
  await expect(ben.page.getByText('Offline. Saved on this device').first()).toBeVisible()
  await press(ben, 'Post')
  await sees(ben, 'You are offline.')
  await expect.poll(async () => (await onDevice(ben)).rows).toBeGreaterThan(0)
  expect((await onDevice(ben)).text).not.toContain('Zosia')

  // Online again: sent by itself, and the device forgets it.
  await online()
  await sees(ben, 'Your cards so far: 1')
  await expect.poll(async () => (await onDevice(ben)).rows).toBe(0)

  // Typed offline, the tab closed; the room moves on meanwhile.
  await ben.page.context().setOffline(true)
  await field(ben).pressSequentially('Half a sen')
  await expect(ben.page.getByText('Offline. Saved on this device').first()).toBeVisible()
  await ben.page.close()
  await online()
  await room.goTo('theme')
  const again = { ...ben, page: await ben.page.context().newPage() }
  await again.page.goto(room.address)
  await sees(again, '“Half a sen”')
  await press(again, 'Send late')
  await expect.poll(async () => JSON.stringify(await room.log())).toContain('Half a sen')
  await expect.poll(async () => (await onDevice(again)).rows).toBe(0)
})
