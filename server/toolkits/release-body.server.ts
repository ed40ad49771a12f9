import type { ToolkitDraft } from './draft.server.ts'
import { searchWords } from './rules/items/index.ts'
import type { Release, ReleaseCard, Section } from './rules/release.ts'
import type { ReleaseBody, SearchText } from './rules/stored-release.ts'
import type { StoredRelease } from './store.server.ts'

/** What a sound toolkit says, in the form in which a release keeps it. */
export function releaseBody(draft: ToolkitDraft): ReleaseBody {
  const { toolkit } = draft
  const sections = draft.sections.map(({ id, number, minutes, document, items }): Section => ({
    id,
    number,
    minutes,
    ...document.matter,
    items: items.map((one) => one.item),
  }))
  const items = sections.flatMap((section) => section.items)
  const { id, ...rest } = toolkit
  return {
    release: {
      ...rest,
      toolkit: id,
      minutes: sections.reduce((sum, section) => sum + section.minutes, 0),
      sectionCount: sections.length,
      checkCount: items.filter((item) => item.type === 'check').length,
      reflectionCount: items.filter((item) => item.type === 'reflection').length,
      stageCount: draft.stages.length,
      sections,
      stages: draft.stages.map((stage) => stage.id),
    },
    stages: draft.stages.map(({ id: stage, number, minutes, document }) => ({
      id: stage,
      number,
      minutes,
      ...document.matter,
    })),
    guideTitles: Object.fromEntries(
      draft.guides.map(({ name, document }) => [name, document.matter.title]),
    ),
  }
}

/** The words of each section for the search. Nothing of the case is in it. */
export function searchTexts(draft: ToolkitDraft): SearchText[] {
  return draft.sections.map(({ id, document, items }) => ({
    section: id,
    title: document.matter.title,
    text: [
      // What stands in an item is told by the item itself, in an order that tells nothing: scenes
      // and panels stay unread until then.
      ...document.reading.texts.filter((one) => !one.inItem).map((one) => one.text),
      ...items.map((one) => searchWords(one.item)),
    ].join('\n'),
  }))
}

/** The release as others may have it: without the titles of the case's stages. */
export function toRelease({ hash, preview, body, publishedAt }: StoredRelease): Release {
  return { ...body.release, hash, preview, publishedAt }
}

/** What anybody who is signed in may read of a release before opening it. */
export function toCard(release: Release): ReleaseCard {
  const { toolkit, hash, version, kind, title, summary, themes, audiences } = release
  const { minutes, sectionCount, checkCount, reflectionCount, stageCount } = release
  const { standards, cpdType, format, review, publishedAt, preview } = release
  return {
    toolkit,
    hash,
    version,
    kind,
    title,
    summary,
    themes,
    audiences,
    standards,
    ...(cpdType === undefined ? {} : { cpdType }),
    minutes,
    sectionCount,
    checkCount,
    reflectionCount,
    stageCount,
    ...(format === undefined ? {} : { format }),
    review,
    publishedAt,
    preview,
  }
}
