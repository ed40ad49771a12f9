import { expect, test } from 'vitest'
import { invitationOf } from '#server/rooms/doors/invitation.server.ts'
import { readQr } from './qr-reader.ts'

test('a phone reads the join address of the room, with its code, off the wall', () => {
  for (const code of ['K7M4QX', 'CK8Z7S', '222222']) {
    const made = invitationOf(code, 'https://casecircle.example')
    expect(readQr(made.qr)).toBe(`https://casecircle.example/join/${code}`)
    expect(made.link).toBe(readQr(made.qr))
  }
  // ★ One square that is not drawn is noticed.
  const { link, qr } = invitationOf('K7M4QX', 'https://casecircle.example')
  const squares = qr.path.split(/(?<=z)/)
  const lowest = squares.findLastIndex((one) => one.startsWith(`M${qr.size - 5} `))
  const path = squares.filter((_, at) => at !== lowest).join('')
  expect(() => expect(readQr({ ...qr, path })).toBe(link)).toThrow()
})
