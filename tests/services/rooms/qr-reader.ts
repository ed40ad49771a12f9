import type { QrCode } from '#server/rooms/rules/invitation.ts'

const masks: readonly ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2,
  (_, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
]
const border = 4

/**
 * Reads a drawn QR code as a phone does, from its squares alone: bytes, up to version 3 with level M
 * or L, which is one block. It mends nothing, so one wrong square is seen.
 */
export function readQr({ size, path }: QrCode): string {
  const width = size - 2 * border
  const squares = Array.from(path.matchAll(/M(\d+) (\d+)h1v1h-1z/g), ([, x, y]) => `${x} ${y}`)
  const drawn = new Set(squares)
  const dark = (x: number, y: number) => Number(drawn.has(`${x + border} ${y + border}`))
  const mask = masks[maskOf(dark)]
  const bits: number[] = []
  for (const [x, y] of walk(width)) {
    if (!isFixed(x, y, width)) bits.push(dark(x, y) ^ Number(mask?.(x, y) === 0))
  }
  const number = (at: number, length: number) => parseInt(bits.slice(at, at + length).join(''), 2)
  if (number(0, 4) !== 4) throw new Error('it holds no bytes')
  const bytes = Array.from({ length: number(4, 8) }, (_, n) => number(12 + 8 * n, 8))
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

/** Which mask lies over the squares, as the format beside the first corner says. */
function maskOf(dark: (x: number, y: number) => number): number {
  const places = [...[0, 1, 2, 3, 4, 5].map((y) => [8, y]), [8, 7], [8, 8], [7, 8]]
  for (const x of [5, 4, 3, 2, 1, 0]) places.push([x, 8])
  const format = places.reduce((sum, [x = 0, y = 0], bit) => sum | (dark(x, y) << bit), 0) ^ 0x5412
  const level = format >> 13
  if (level > 1) throw new Error('its level has several blocks')
  return (format >> 10) & 7
}

/** Corners, the lines between them, and the one small square of versions 2 and 3. */
function isFixed(x: number, y: number, width: number): boolean {
  const isCorner = (x <= 8 && (y <= 8 || y >= width - 8)) || (x >= width - 8 && y <= 8)
  const isSmall = width > 21 && Math.abs(x - (width - 7)) <= 2 && Math.abs(y - (width - 7)) <= 2
  return isCorner || x === 6 || y === 6 || isSmall
}

/** Two columns at a time from the right, up and down in turn. */
function* walk(width: number): Generator<[number, number]> {
  let isUp = true
  for (let right = width - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let n = 0; n < width; n += 1) {
      const y = isUp ? width - 1 - n : n
      yield [right, y]
      yield [right - 1, y]
    }
    isUp = !isUp
  }
}
