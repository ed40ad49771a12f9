/** How somebody comes into a room: the address to type, the link, the code, and a picture of it. */
export type Invitation = {
  /** 'casecircle.example/join' */
  address: string
  link: string
  /** In pairs, to be read aloud. */
  code: string
  qr: QrCode
}

/** A QR code as one path of squares, in a box of `size` by `size` with its quiet edge. */
export type QrCode = { size: number; path: string }

/** What a wall screen gets: the room as far as it is shown there, and how to come in. */
export type ScreenPage<S> = { room: string; screen: S; invitation: Invitation | null }
