import type { NewVersion, SectionPage } from '#server/learning/study.server.ts'
import type { Progress } from '#server/learning/rules/progress.ts'
import { dayText, dayTextWithYear, daysBetween, type Day } from '#server/platform/rules/london.ts'
import type { TimeSpan } from '#server/toolkits/rules/library-filter.ts'
import type { CpdType, ToolkitKind } from '#server/toolkits/rules/release.ts'

/** What a toolkit of each kind is called. */
export const kindText = {
  team: 'Team toolkit',
  briefing: 'Briefing',
  example: 'Learning example',
} satisfies Record<ToolkitKind, string>

/** The heading of a kind in the library, and a sentence about it. */
export const kindsText = {
  team: {
    title: 'Team toolkits',
    about: 'A module that you complete alone, and a case study for your team. Open to you as well.',
  },
  briefing: { title: 'Briefings', about: 'One section, about 7 minutes, read alone.' },
  example: {
    title: 'Learning examples',
    about: 'An invented case with questions. Log what you take from it in your CPD.',
  },
} satisfies Record<ToolkitKind, { title: string; about: string }>

/** What each type of CPD is for. Source: the sector's own four words. */
export const cpdTypeText = {
  compliance: 'Compliance: what the job requires',
  performance: 'Performance: doing the work better',
  knowledge: 'Knowledge update',
  reflective: 'Reflective',
} satisfies Record<CpdType, string>

export const spanText = {
  '10': 'Up to 10 minutes',
  '30': 'Up to 30 minutes',
  '60': 'Up to 60 minutes',
  more: 'More than 60 minutes',
} satisfies Record<TimeSpan, string>

/** '1 minute', '4 minutes' */
export function minutesText(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

/** 'Section 4 of 5. About 4 minutes left here, 11 in the module.' */
export function placeText(page: Pick<SectionPage, 'section' | 'progress'>): string {
  const { section, progress } = page
  const here = `Section ${section.number} of ${progress.sections.length}.`
  const left = progress.sections.find((one) => one.section === section.id)?.minutesLeft ?? 0
  if (progress.state === 'done') return `${here} You have completed this module.`
  if (left === 0) {
    return `${here} This section is done. About ${minutesText(progress.minutesLeft)} left in the module.`
  }
  return `${here} About ${minutesText(left)} left here, ${progress.minutesLeft} in the module.`
}

/** Nothing before there is a whole minute. */
export function workedText(activeMinutes: number): string {
  if (activeMinutes === 0) return ''
  return `You have worked on this module for about ${minutesText(activeMinutes)}. Only you see that.`
}

/** '3 of 5 sections done' */
export function sectionsText(progress: {
  sectionsDone: number
  sections: readonly unknown[]
}): string {
  const count = progress.sections.length
  return `${progress.sectionsDone} of ${count} ${count === 1 ? 'section' : 'sections'} done`
}

/** What stands under a section's name in a list; null when its sign says it all. */
export function sectionText(section: Progress['sections'][number]): string | null {
  switch (section.state) {
    case 'done':
      return null
    case 'in-progress':
      return `${section.partsDone} of ${section.parts} parts done`
    case 'not-started':
      return minutesText(section.minutes)
  }
}

/** 'Due on Thursday 3 December', 'Was due on 20 November 2026' */
export function dueText(dueOn: Day, today: Day): string {
  const days = daysBetween(today, dueOn)
  if (days < 0) return `Was due on ${dayTextWithYear(dueOn)}`
  if (days === 0) return 'Due today'
  if (days === 1) return 'Due tomorrow'
  return days < 200 ? `Due on ${dayText(dueOn)}` : `Due on ${dayTextWithYear(dueOn)}`
}

/** What a new version asks of those who had worked on the one before. */
export function doText({ severity }: Pick<NewVersion, 'severity'>): string {
  switch (severity) {
    case 'redo':
      return 'Please go through what has changed again.'
    case 'read':
      return 'Please read what has changed.'
    case 'none':
      return 'There is nothing to be done again.'
  }
}
