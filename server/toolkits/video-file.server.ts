import type { Size } from './media.server.ts'

export type VideoFile = {
  type: 'video/mp4' | 'video/webm'
  /** How long it plays; null where the file does not say so. */
  seconds: number | null
  size: Size | null
  fault: string | null
}

/** Reads a video's own bytes: what it is, how long it plays, how big it is shown. Never throws. */
export function readVideo(name: string, bytes: Buffer): VideoFile {
  const isMp4 = name.endsWith('.mp4')
  const type = isMp4 ? 'video/mp4' : 'video/webm'
  const found = isMp4 ? readMp4(bytes) : readWebm(bytes)
  if (!found)
    return { type, seconds: null, size: null, fault: 'The file is not a video as its name says.' }
  if (found.seconds === null) return { type, ...found, fault: 'The video does not say its length.' }
  return { type, ...found, fault: null }
}

type Found = { seconds: number | null; size: Size | null }

/** Source: ISO/IEC 14496-12: boxes of a length and a name; moov holds mvhd, and a tkhd a track. */
function readMp4(bytes: Buffer): Found | null {
  if (bytes.length < 12 || bytes.toString('latin1', 4, 8) !== 'ftyp') return null
  const [moov] = boxes(bytes, 'moov')
  const [header] = moov ? boxes(moov, 'mvhd') : []
  if (!moov || !header) return { seconds: null, size: null }
  const sizes = boxes(moov, 'trak').flatMap((track) => boxes(track, 'tkhd').map(trackSize))
  return { seconds: movieSeconds(header), size: sizes.find((one) => one !== null) ?? null }
}

/** The contents of each box of that name, on this level. */
function boxes(bytes: Buffer, name: string): Buffer[] {
  const found: Buffer[] = []
  let at = 0
  while (at + 8 <= bytes.length) {
    const short = bytes.readUInt32BE(at)
    const isLong = short === 1 && at + 16 <= bytes.length
    const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short
    const head = isLong ? 16 : 8
    const end = short === 0 ? bytes.length : at + length
    if (end < at + head || end > bytes.length) return found
    if (bytes.toString('latin1', at + 4, at + 8) === name)
      found.push(bytes.subarray(at + head, end))
    at = end
  }
  return found
}

function movieSeconds(header: Buffer): number | null {
  const isLong = header[0] === 1
  if (header.length < (isLong ? 32 : 20)) return null
  const scale = header.readUInt32BE(isLong ? 20 : 12)
  const units = isLong ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16)
  return scale > 0 && units > 0 ? units / scale : null
}

/** Width and height are the last eight bytes, in 16.16; a sound track has none. */
function trackSize(header: Buffer): Size | null {
  const at = header[0] === 1 ? 88 : 76
  if (header.length < at + 8) return null
  const width = header.readUInt32BE(at) >>> 16
  const height = header.readUInt32BE(at + 4) >>> 16
  return width > 0 && height > 0 ? { width, height } : null
}

const ebml = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  entry: 0xae,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
} as const

/** Source: RFC 8794 (EBML) and RFC 9559 (Matroska): Segment, Info, Duration in TimestampScale. */
function readWebm(bytes: Buffer): Found | null {
  if (bytes.length < 4 || bytes.readUInt32BE(0) !== ebml.header) return null
  const inSegment = (id: number) =>
    elements(bytes, ebml.segment).flatMap((one) => elements(one, id))
  const [info] = inSegment(ebml.info)
  const video = inSegment(ebml.tracks)
    .flatMap((tracks) => elements(tracks, ebml.entry))
    .flatMap((entry) => elements(entry, ebml.video))[0]
  const [duration] = info ? elements(info, ebml.duration) : []
  const scale = (info && unsigned(elements(info, ebml.scale)[0])) ?? 1_000_000
  const ticks =
    duration?.length === 4
      ? duration.readFloatBE(0)
      : duration?.length === 8
        ? duration.readDoubleBE(0)
        : null
  const width = video && unsigned(elements(video, ebml.width)[0])
  const height = video && unsigned(elements(video, ebml.height)[0])
  return {
    seconds: ticks !== null && ticks > 0 ? (ticks * scale) / 1e9 : null,
    size: width && height ? { width, height } : null,
  }
}

/** The contents of each element of that id, on this level; one of unknown length ends the file. */
function elements(bytes: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = []
  let at = 0
  while (at < bytes.length) {
    const id = variable(bytes, at, false)
    const length = id && variable(bytes, at + id.bytes, true)
    if (!id || !length) return found
    const start = at + id.bytes + length.bytes
    const isUnknown = length.value === 2 ** (7 * length.bytes) - 1
    const end = isUnknown ? bytes.length : Math.min(bytes.length, start + length.value)
    if (id.value === wanted) found.push(bytes.subarray(start, end))
    at = end
  }
  return found
}

/** A number whose first byte says how many there are; an id keeps its mark, a length does not. */
function variable(
  bytes: Buffer,
  at: number,
  isLength: boolean,
): { value: number; bytes: number } | null {
  const first = bytes[at] ?? 0
  const count = Math.clz32(first) - 23
  if (first === 0 || count > 8 || at + count > bytes.length) return null
  let value = isLength ? first & (0xff >> count) : first
  for (let index = 1; index < count; index += 1) value = value * 256 + (bytes[at + index] ?? 0)
  return { value, bytes: count }
}

function unsigned(bytes: Buffer | undefined): number | undefined {
  if (!bytes || bytes.length === 0 || bytes.length > 6) return undefined
  return bytes.readUIntBE(0, bytes.length)
}
