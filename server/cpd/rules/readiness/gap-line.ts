import { dayTextWithYear } from '#server/platform/rules/london.ts'
import { hoursText } from '../entry/answer.ts'
import type { CheckLine, TitleOf } from './check-line.ts'
import { amount, needName } from './checklist.ts'
import { fieldList } from '../entry/field-names.ts'
import type { GapReason } from './gap-reason.ts'
import { ruleBehind, sourcesOf, type Profile } from '../regulator/profile.ts'
import type { Gap } from './readiness.ts'
import { spottedText } from '../confidentiality/spotted-text.ts'
import { cycleWord, yearText, type RegistrationYear } from '../regulator/year.ts'

/** What a gap says to the person. `titleOf` names an entry. */
export function gapLine(
  gap: Gap,
  { profile, year, titleOf }: { profile: Profile; year: RegistrationYear; titleOf: TitleOf },
): CheckLine {
  const state = gap.basis === 'advice' ? 'note' : gap.reason === 'draft' ? 'part' : 'miss'
  return {
    state,
    ...words(gap, profile, year, titleOf),
    basis: basisText(profile, gap.reason),
    link: gap.link,
  }
}

/**
 * Whose rule a finding follows: the regulator's, with where we read it and when, or our advice. What
 * a profile has no rule for is never told as the regulator's.
 */
export function basisText(profile: Profile, reason: GapReason): string {
  const rule = ruleBehind(profile, reason)
  if (!rule) return 'Our advice.'
  const sources = sourcesOf(profile, rule).map(
    ({ title, read }) => `${title}, read ${dayTextWithYear(read)}`,
  )
  return `${profile.name}’s rule. Source: ${sources.join('; ')}.`
}

/** What the confidentiality check found, and whose rule it is that nothing shows who somebody is. */
export function identifyingDetail(profile: Profile): string {
  const rule = ruleBehind(profile, 'identifying')
  const advice = 'Take out whatever could show who somebody is.'
  return `${rule ? rule.text : advice} The check knows patterns only. You decide.`
}

type Words = { text: string; detail: string }

function words(gap: Gap, profile: Profile, year: RegistrationYear, titleOf: TitleOf): Words {
  const title = gap.entry ? titleOf(gap.entry) : ''
  const which = cycleWord(profile)
  switch (gap.reason) {
    case 'outside-year':
      return {
        text: `Date outside this ${which}: ${title}`,
        detail: `A piece counts for this ${which} when it is dated from ${yearText(year)}. Check the date.`,
      }
    case 'used-last-year':
      return {
        text: `Used last year: ${title}`,
        detail:
          'A piece counts once. Write about something else, or about what has come of it since.',
      }
    case 'same':
      return {
        text: `Two pieces are the same: ${title}`,
        detail: `${profile.name} asks for ${number(profile.pieces.min)} different pieces. Change one of them.`,
      }
    case 'impact':
      return {
        text: `Impact is missing: ${title}`,
        detail: 'Write what good it will do in your practice and for the people you work with.',
      }
    case 'unfinished':
      return {
        text: `Not complete: ${title}`,
        detail: `Still to write: ${fieldList(profile, gap.fields ?? [])}.`,
      }
    case 'draft':
      return {
        text: `Still a draft: ${title}`,
        detail: gap.fields?.length
          ? `Still to write: ${fieldList(profile, gap.fields)}.`
          : 'Mark it as ready when you are happy with it.',
      }
    case 'similar':
      return {
        text: 'Two pieces look alike',
        detail: `${title} and ${gap.other ? titleOf(gap.other) : ''} say nearly the same. You decide. This does not stop you.`,
      }
    case 'identifying':
      return {
        text: `Identifying details left? ${title}`,
        detail: `${spottedText(gap.count ?? 0)}. ${identifyingDetail(profile)}`,
      }
    default:
      return needWords(gap, profile, title)
  }
}

function needWords(gap: Gap, profile: Profile, title: string): Words {
  const which = cycleWord(profile)
  const count = gap.count ?? 0
  switch (gap.reason) {
    case 'too-few':
      return {
        text: count === 1 ? '1 more piece to record' : `${count} more pieces to record`,
        detail: `${profile.name} asks for ${number(profile.pieces.min)} different pieces a ${which}. Finish a module, take part in a room, or add an entry of your own.`,
      }
    case 'peer':
      return profile.peer.naming === 'name' ? discussionWords(gap, title) : peerWords(gap, title)
    case 'hours':
      return {
        text: `${hoursText(count)} still to record`,
        detail: `${profile.name} asks for ${hoursText(gap.need?.need ?? 0)} in this ${which}. Enter in each piece how long it took.`,
      }
    case 'participatory-hours':
      return {
        text: `${hoursText(count)} with others still to record`,
        detail: `${profile.name} asks for ${hoursText(gap.need?.need ?? 0)} of learning together with others. A room counts. Enter in each piece how much of it was with others.`,
      }
    case 'activity-types':
      return {
        text: count === 1 ? 'One more type of activity' : `${count} more types of activity`,
        detail: `${profile.name} asks for a mix: at least ${number(gap.need?.need ?? 0)} types in this ${which}.`,
      }
    case 'coverage':
    case 'topics':
      return {
        text: gap.need ? `${needName(gap.need)}: ${amount(gap.need)}` : 'Something is not covered',
        detail: `Not yet: ${(gap.need?.untouched ?? []).join('; ')}. Tag each piece with what it touches.`,
      }
    default:
      return {
        text: gap.need ? `${needName(gap.need)}: ${amount(gap.need)}` : `${count} still to record`,
        detail: countDetail(gap, profile),
      }
  }
}

function peerWords(gap: Gap, title: string): Words {
  const count = gap.count ?? 0
  return {
    text: count === 1 ? 'Peer reflection is missing' : `${count} peer reflections are missing`,
    detail:
      gap.link.kind === 'entry' && !gap.link.field
        ? `You have written it in a draft: ${title}. Mark that as ready.`
        : 'Write what you learnt from discussing a piece with peers, in one ready piece.',
  }
}

function discussionWords(gap: Gap, title: string): Words {
  return {
    text: 'Reflective discussion is missing',
    detail:
      gap.link.kind === 'entry' && !gap.link.field
        ? `You have written it in a draft: ${title}. Mark that as ready.`
        : 'Write what came of it in one ready piece, with whom it was, and tick that they agreed.',
  }
}

function countDetail(gap: Gap, profile: Profile): string {
  const kind = profile.counts.find(({ many }) => many === gap.need?.name)
  if (!kind) return ''
  const answers = kind.fields.length > 0 ? ` with ${fieldList(profile, kind.fields)}` : ''
  const type = profile.activityTypes.find(({ id }) => id === kind.activityType)
  const typed = type ? ` of the type “${type.label}”` : ''
  return `A ready piece${typed}${answers} counts as a ${kind.one}.`
}

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

function number(of: number): string {
  return numbers[of] ?? String(of)
}
