/** A VP8 key frame of one pixel: the picture of the smallest WebP there is. */
const frame = Buffer.from('MAEAnQEqAQABAAIANCWkAANwAP77lAAA', 'base64')

/** A WebM of one grey pixel that plays for so many whole seconds: about 40 bytes a second. */
export function tinyWebm(seconds: number): Buffer {
  const number = (value: number) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value])
  const duration = Buffer.alloc(8)
  duration.writeDoubleBE(seconds * 1_000)
  const clusters = Array.from({ length: seconds }, (_, second) =>
    element('1f43b675', [
      element('e7', [number(second * 1_000)]),
      element('a3', [Buffer.from([0x81, 0, 0, 0x80]), frame]),
    ]),
  )
  return Buffer.concat([
    element('1a45dfa3', [
      element('4286', [Buffer.from([1])]),
      element('42f7', [Buffer.from([1])]),
      element('42f2', [Buffer.from([4])]),
      element('42f3', [Buffer.from([8])]),
      element('4282', [Buffer.from('webm')]),
      element('4287', [Buffer.from([4])]),
      element('4285', [Buffer.from([2])]),
    ]),
    element('18538067', [
      element('1549a966', [
        element('2ad7b1', [number(1_000_000)]),
        element('4489', [duration]),
        element('4d80', [Buffer.from('casecircle')]),
        element('5741', [Buffer.from('casecircle')]),
      ]),
      element('1654ae6b', [
        element('ae', [
          element('d7', [Buffer.from([1])]),
          element('73c5', [Buffer.from([1])]),
          element('83', [Buffer.from([1])]),
          element('86', [Buffer.from('V_VP8')]),
          element('e0', [element('b0', [Buffer.from([1])]), element('ba', [Buffer.from([1])])]),
        ]),
      ]),
      ...clusters,
    ]),
  ])
}

function element(id: string, content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content)
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(inside.length))
  length[0] = 0x01
  return Buffer.concat([Buffer.from(id, 'hex'), length, inside])
}

/** The head of an MP4 that says how long it plays and how big it is; there is no picture in it. */
export function tinyMp4(seconds: number, { width = 640, height = 360 } = {}): Buffer {
  const movie = Buffer.alloc(100)
  movie.writeUInt32BE(1_000, 12)
  movie.writeUInt32BE(seconds * 1_000, 16)
  const track = Buffer.alloc(84)
  track.writeUInt32BE(width * 65_536, 76)
  track.writeUInt32BE(height * 65_536, 80)
  const sound = Buffer.alloc(84)
  return Buffer.concat([
    box('ftyp', [Buffer.from('isom\0\0\0\0isom')]),
    box('moov', [
      box('mvhd', [movie]),
      box('trak', [box('tkhd', [sound])]),
      box('trak', [box('tkhd', [track])]),
    ]),
    box('mdat', [Buffer.alloc(16)]),
  ])
}

function box(name: string, content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(inside.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, inside])
}
