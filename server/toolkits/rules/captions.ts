/** One caption: from when to when it is shown, in seconds, and on which line its times stand. */
export type Cue = { line: number; from: number; to: number; text: string }
export type CaptionsFault = { line: number; message: string; mend: string }

const times =
  /^((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})(?:[ \t]|$)/

/**
 * Reads captions in WebVTT and says, line by line, what is wrong with them. Pure, never throws.
 * Source: W3C WebVTT, the file structure and cue timings; notes, styles and regions are passed over.
 */
export function readCaptions(text: string): { cues: Cue[]; faults: CaptionsFault[] } {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? ''))
    return {
      cues: [],
      faults: [
        {
          line: 1,
          message: 'Captions begin with WEBVTT.',
          mend: 'Write WEBVTT on the first line, and an empty line under it.',
        },
      ],
    }
  const cues: Cue[] = []
  const faults: CaptionsFault[] = []
  for (const block of blocksOf(lines)) {
    const read = readBlock(block, cues.at(-1) ?? null)
    if (read?.fault) faults.push(read.fault)
    if (read?.cue) cues.push(read.cue)
  }
  if (cues.length === 0 && faults.length === 0)
    faults.push({
      line: 1,
      message: 'These captions say nothing.',
      mend: 'Write a line of times such as 00:00.000 --> 00:04.000 and under it what is said.',
    })
  return { cues, faults }
}

type Block = { line: number; lines: string[] }

/** The runs of lines between empty ones, after the head of the file. */
function blocksOf(lines: readonly string[]): Block[] {
  const found: Block[] = []
  let open: Block | null = null
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') open = null
    else if (open) open.lines.push(line)
    else {
      open = { line: index + 1, lines: [line] }
      if (index > 0) found.push(open)
    }
  }
  return found
}

function readBlock(
  { line, lines }: Block,
  before: Cue | null,
): { cue?: Cue; fault?: CaptionsFault } | null {
  if (/^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(lines[0] ?? '')) return null
  const at = lines.findIndex((one) => one.includes('-->'))
  const place = line + Math.max(0, at)
  const fault = (message: string, mend: string) => ({ fault: { line: place, message, mend } })
  if (at === -1) return fault('This caption has no times.', shape)
  const read = times.exec(lines[at] ?? '')
  if (!read || at > 1) return fault('The times of this caption cannot be read.', shape)
  const from = secondsOf(read[1] ?? '')
  const to = secondsOf(read[2] ?? '')
  const text = lines
    .slice(at + 1)
    .join('\n')
    .trim()
  const cue = { line: place, from, to, text }
  if (to <= from)
    return { cue, ...fault('This caption ends before it begins.', 'Put the later time second.') }
  if (before && from < before.from)
    return {
      cue,
      ...fault('This caption begins before the one above it.', 'Put them in order of their times.'),
    }
  if (text === '')
    return { cue, ...fault('This caption says nothing.', 'Write under its times what is said.') }
  return { cue }
}

const shape = 'Write 00:00.000 --> 00:04.000, and under it what is said.'

/** Seconds of '00:04.500' or '01:00:04.500'. */
function secondsOf(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

/** How a paragraph of a transcript says when it is heard: [0:12] or [1:02:03], at its beginning. */
export const spokenAt = /^\[((?:\d+:)?\d{1,2}:\d{2})\]\s*/

/** The time at which a paragraph of a transcript is heard, in seconds; null where it says none. */
export function timeOfParagraph(text: string): { seconds: number; shown: string } | null {
  const read = spokenAt.exec(text)
  const shown = read?.[1]
  return shown === undefined ? null : { seconds: secondsOf(shown), shown }
}
