import type { SourceMedia } from './source.server.ts'

/** How each kind of file is served; what it is was judged by its own bytes when it was checked. */
const types: Record<string, string> = {
  ...{ svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg' },
  ...{ webp: 'image/webp', mp4: 'video/mp4', webm: 'video/webm' },
  ...{ vtt: 'text/vtt; charset=utf-8', md: 'text/markdown; charset=utf-8' },
}

/** The type with which a file of media is served. */
export function mediaType(name: string): string {
  return types[extensionOf(name)] ?? 'application/octet-stream'
}

export function isPicture(name: string): boolean {
  return mediaType(name).startsWith('image/')
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** Width and height in pixels, so that the page keeps its shape while a picture loads. */
export type Size = { width: number; height: number }
export type Picture = { type: string; size: Size | null; fault: string | null }

/**
 * Looks at a picture's own bytes, never at its name alone: its type, its size, and what makes it
 * unfit to be served (another type than its name says; an SVG that could run or fetch something).
 */
export function readPicture(media: SourceMedia): Picture {
  const extension = media.name.slice(media.name.lastIndexOf('.') + 1)
  const { bytes } = media
  if (extension === 'svg') return readSvg(bytes.toString('utf8'))
  if (extension === 'png') return { type: 'image/png', ...raster(pngSize(bytes)) }
  if (extension === 'webp') return { type: 'image/webp', ...raster(webpSize(bytes)) }
  return { type: 'image/jpeg', ...raster(jpegSize(bytes)) }
}

function raster(size: Size | null): Omit<Picture, 'type'> {
  return size
    ? { size, fault: null }
    : { size: null, fault: 'The file is not the kind of picture that its name says.' }
}

const svgDangers: [RegExp, string][] = [
  [/<script\b/i, 'It holds a script.'],
  [/\son[a-z]+\s*=/i, 'It holds an on… handler.'],
  [
    /<(?:foreignObject|iframe|embed|object|animate|set|handler)\b/i,
    'It holds more than a drawing.',
  ],
  [/<!(?:DOCTYPE|ENTITY)/i, 'It declares a document type.'],
  [/<\?xml-stylesheet/i, 'It loads a style sheet.'],
  [/javascript:/i, 'It holds a javascript: address.'],
  [/(?:href|src)\s*=\s*["']\s*(?!#)[^"']/i, 'It loads something from elsewhere.'],
  [/url\(\s*["']?\s*(?!#|["']?#)[^)]/i, 'It loads something from elsewhere.'],
  [/@import/i, 'It loads a style sheet.'],
]

function readSvg(text: string): Picture {
  const type = 'image/svg+xml'
  const open = /<svg\b[^>]*>/i.exec(text)
  if (!open || !/^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg\b/i.test(text))
    return { type, size: null, fault: 'The file is not an SVG picture.' }
  const danger = svgDangers.find(([shape]) => shape.test(text))
  const box = /\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(
    open[0],
  )
  const size = box
    ? { width: Math.round(Number(box[1])), height: Math.round(Number(box[2])) }
    : null
  return { type, size, fault: danger?.[1] ?? null }
}

/** Source: PNG specification, IHDR. */
function pngSize(bytes: Buffer): Size | null {
  if (
    bytes.length < 24 ||
    bytes.readUInt32BE(0) !== 0x89504e47 ||
    bytes.readUInt32BE(4) !== 0x0d0a1a0a
  )
    return null
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** Source: JPEG, the first start-of-frame segment. */
function jpegSize(bytes: Buffer): Size | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  let at = 2
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/** Source: WebP container specification: VP8, VP8L and VP8X chunks. */
function webpSize(bytes: Buffer): Size | null {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return null
  if (bytes.toString('latin1', 8, 12) !== 'WEBP') return null
  const chunk = bytes.toString('latin1', 12, 16)
  if (chunk === 'VP8X')
    return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  if (chunk === 'VP8 ')
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  if (chunk !== 'VP8L') return null
  const bits = bytes.readUInt32LE(21)
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
}
