import { encode } from 'uqr'
import { spelledCode } from '../rules/code.ts'
import type { Invitation, QrCode } from '../rules/invitation.ts'

/** How to come in with `code`, on the configured origin: never on what a request calls its host. */
export function invitationOf(code: string, origin: string): Invitation {
  const link = `${origin}/join/${code}`
  const address = `${origin.replace(/^https?:\/\//, '')}/join`
  return { address, link, code: spelledCode(code), qr: qrCode(link) }
}

/** `text` as a QR code that a phone reads from some metres away. */
function qrCode(text: string): QrCode {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  )
  return { size, path: squares.join('') }
}
