import type { Place, Rule } from './finding.ts'

const shape =
  /\b(?:https?:\/\/|www\.)[^\s<>"”’)]{3,200}|(?<![\w@.-])(?:facebook|instagram|tiktok|twitter|x|snapchat|linkedin|youtube)\.com\/[\w.@/-]{2,80}|(?<![\w@.])@[A-Za-z]\w{3,29}(?:\.\w{1,29})*/gi

// Pages that many people read, and that say nothing of one of them.
const isPublic =
  /^(?:https?:\/\/)?(?:[\w-]+\.)*(?:gov\.uk|nhs\.uk|gov\.scot|gov\.wales|socialworkengland\.org\.uk|sssc\.uk\.com|socialcare\.wales|niscc\.info|basw\.co\.uk|scie\.org\.uk|researchinpractice\.org\.uk|nice\.org\.uk|bailii\.org|communitycare\.co\.uk|nspcc\.org\.uk|iriss\.org\.uk|ac\.uk|doi\.org|cqc\.org\.uk)(?:[/?#:]|[.,;]?$)/i

/** Addresses of pages and names on social networks; not those of regulators, law and research. */
export const webAddress: Rule = {
  name: 'a web address',
  why: 'A page or a profile can show who somebody is.',
  find(text) {
    return Array.from(text.matchAll(shape)).flatMap((match): Place[] => {
      const shown = match[0].replace(/[.,;:!?]+$/, '')
      if (isPublic.test(shown)) return []
      return [
        {
          start: match.index,
          end: match.index + shown.length,
          replacement: '[web address left out]',
        },
      ]
    })
  },
}
