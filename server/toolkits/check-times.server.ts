import { inMedia, type Videos } from './check-videos.server.ts'
import type { DraftSection } from './draft.server.ts'
import type { MdxDocument } from './parse.server.ts'
import { longestWay } from './rules/items/vignette.ts'
import {
  moduleLimitMinutes,
  readingSeconds,
  sectionLimitMinutes,
  wordCount,
} from './rules/reading-time.ts'
import type { Finding } from './rules/release.ts'
import type { SourceFile } from './source.server.ts'
import type { PlacedItem } from './syntax.server.ts'

/** Reading, what the items take, the longest way through each vignette, and the videos' length. */
export function secondsOf(
  document: MdxDocument,
  items: readonly PlacedItem[],
  { videos }: Videos,
): number {
  const onTheWay = items.map(({ item }) =>
    item.type === 'vignette' ? longestWay(item.scenes, wordCount) : 0,
  )
  const watched = document.reading.uses.map((use) =>
    use.name === 'Video' ? (videos.get(inMedia(use.attributes.src))?.seconds ?? 0) : 0,
  )
  const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0)
  const words = document.reading.words + sum(onTheWay)
  return (
    readingSeconds(
      words,
      items.map((one) => one.item.type),
    ) + sum(watched)
  )
}

/** Sections and modules that take longer than people have. */
export function checkTimes(
  yaml: SourceFile,
  sections: readonly DraftSection[],
  videos: Videos,
  findings: Finding[],
): void {
  for (const { document, items } of sections) {
    const minutes = secondsOf(document, items, videos) / 60
    if (minutes > sectionLimitMinutes)
      findings.push({
        file: document.file,
        line: 1,
        column: 1,
        rule: 'time',
        message: `This section takes ${minutes.toFixed(1)} minutes, over ${sectionLimitMinutes}.`,
        mend: 'Shorten or split it: 7 minutes is the aim.',
      })
  }
  const all = sections.reduce((sum, one) => sum + one.minutes, 0)
  if (all > moduleLimitMinutes)
    findings.push({
      file: yaml.shown,
      line: 1,
      column: 1,
      rule: 'time',
      message: `The module takes ${all} minutes, over ${moduleLimitMinutes}.`,
      mend: 'Shorten it, or make two toolkits of it.',
    })
}
