import { parseProse, type MdxDocument } from './parse.server.ts'
import { readCaptions, timeOfParagraph, type Cue } from './rules/captions.ts'
import type { Finding } from './rules/release.ts'
import { canonicalText, type SourceMedia, type ToolkitSource } from './source.server.ts'
import type { Use } from './uses.server.ts'
import { readVideo, type VideoFile } from './video-file.server.ts'

/** The videos of a toolkit with their captions and transcripts, by their names in media. */
export type Videos = {
  videos: ReadonlyMap<string, VideoFile>
  captions: ReadonlyMap<string, { shown: string; cues: readonly Cue[] }>
  transcripts: ReadonlyMap<string, MdxDocument>
}

/** What a <Video> names, without the folder. */
export function inMedia(src: string): string {
  return src.slice('media/'.length)
}

/** Reads every video, caption file and transcript; each fault is a finding at its own line. */
export function readVideos(source: ToolkitSource, findings: Finding[]): Videos {
  const ending = (...ends: string[]) =>
    source.media.filter((one) => ends.some((end) => one.name.endsWith(end)))
  const videos = ending('.mp4', '.webm').map((one) => {
    const video = readVideo(one.name, one.bytes)
    if (video.fault !== null)
      findings.push({
        ...{ file: one.shown, line: 1, column: 1, rule: 'media', message: video.fault },
        mend: 'Save the video again, as mp4 or webm.',
      })
    return [one.name, video] as const
  })
  const captions = ending('.vtt').map((one) => {
    const { cues, faults } = readCaptions(canonicalText(one.bytes))
    for (const fault of faults)
      findings.push({ file: one.shown, column: 1, rule: 'captions', ...fault })
    return [one.name, { shown: one.shown, cues }] as const
  })
  const transcripts = ending('.md').flatMap((one) => {
    const document = readTranscript(one, findings)
    return document ? [[one.name, document] as const] : []
  })
  return {
    videos: new Map(videos),
    captions: new Map(captions),
    transcripts: new Map(transcripts),
  }
}

function readTranscript({ shown, bytes }: SourceMedia, findings: Finding[]): MdxDocument | null {
  const { document, findings: found } = parseProse(shown, 'guide', canonicalText(bytes), {
    title: 'Transcript',
  })
  findings.push(...found)
  if (!document) return null
  const { uses, headings, texts } = document.reading
  const fault = (line: number, column: number, message: string, mend: string) =>
    findings.push({ file: shown, line, column, rule: 'transcript', message, mend })
  for (const use of uses)
    fault(use.line, use.column, `<${use.name}> is not used in a transcript.`, 'Write it as text.')
  for (const heading of headings)
    fault(heading.line, heading.column, 'A transcript has no headings.', 'Make it bold instead.')
  if (!texts.some((one) => timeOfParagraph(one.text)))
    fault(
      1,
      1,
      'This transcript does not say when anything is heard.',
      'Begin its paragraphs with their time, such as [0:12].',
    )
  return document
}

/** What is wrong with the videos that a document shows: a missing file, a time beyond the end. */
export function checkVideo(
  file: string,
  use: Extract<Use, { name: 'Video' }>,
  { videos, captions, transcripts }: Videos,
): Finding[] {
  const findings: Finding[] = []
  const { src, captions: vtt, transcript } = use.attributes
  const missing = (name: string, what: string) =>
    findings.push({
      ...{ file, line: use.line, column: use.column, rule: 'media' },
      ...{ message: `There is no ${name}.`, mend: `Put the ${what} into media.` },
    })
  const video = videos.get(inMedia(src))
  const cues = captions.get(inMedia(vtt))
  const text = transcripts.get(inMedia(transcript))
  if (!video) missing(src, 'video')
  if (!cues) missing(vtt, 'captions')
  if (!text) missing(transcript, 'transcript')
  const end = video?.seconds ?? null
  if (end === null) return findings
  const late = cues?.cues.find((cue) => cue.to > end + spareSeconds)
  if (cues && late)
    findings.push({
      ...{ file: cues.shown, line: late.line, column: 1, rule: 'captions' },
      message: `This caption ends at ${late.to} seconds, beyond the video's ${end.toFixed(1)}.`,
      mend: 'Mend its times, or take it out.',
    })
  for (const one of text?.reading.texts ?? []) {
    const time = timeOfParagraph(one.text)
    if (text && time && time.seconds > end)
      findings.push({
        ...{ file: text.file, line: one.line, column: one.column, rule: 'transcript' },
        message: `[${time.shown}] is beyond the video's ${end.toFixed(1)} seconds.`,
        mend: 'Mend the time.',
      })
  }
  return findings
}

/** Encoders round a video's length: a caption may end this much after it. */
const spareSeconds = 0.1
