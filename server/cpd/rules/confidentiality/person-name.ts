import { isPlainCapital } from './capitals.ts'
import { doubtfulNames, firstNames, surnames } from './common-names.ts'
import type { Place, Rule } from './finding.ts'
import { citation, isAuthor, isOrganisation, publicThing } from './known-words.ts'
import { beginsSentence } from './sentences.ts'

const letter = "[A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’]"
const name = `[A-ZÀ-ÖØ-ÞĀ-Ž]${letter}{1,24}(?:-[A-ZÀ-Ž]${letter}{1,24})?`
const capital = new RegExp(`(?<![\\w@/.-])(${name})`, 'gu')
const surnameNext = new RegExp(`^ (?:(?:van|de|el|al|bin|ap|der|von) )?(${name})`, 'u')

const titled = new RegExp(
  `\\b(Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Rev|Reverend|Pastor|Imam|Sir|Lady|PC|DC|DS|PCSO|Sgt|Sergeant|Constable|Nurse|Judge|Auntie|Aunty|Aunt|Uncle|Nanny|Cllr)\\.? (?:and (?:Mrs|Mr|Ms|Dr) )?(?:[A-Z]\\.? ?)?(${name}(?: ${name})?)`,
  'gu',
)
const stands: Record<string, string> = {
  Dr: 'the doctor',
  Doctor: 'the doctor',
  PC: 'the police officer',
  DC: 'the police officer',
  DS: 'the police officer',
  PCSO: 'the police officer',
  Sgt: 'the police officer',
  Sergeant: 'the police officer',
  Constable: 'the police officer',
  Nurse: 'the nurse',
  Judge: 'the judge',
  Auntie: 'the aunt',
  Aunty: 'the aunt',
  Aunt: 'the aunt',
  Uncle: 'the uncle',
  Cllr: 'the councillor',
  Professor: 'the professor',
  Prof: 'the professor',
}

const relation =
  '(?:son|daughter|mother|father|mum|dad|mam|brother|sister|sibling|grandmother|grandfather|grandma|grandad|nan|aunt|uncle|cousin|niece|nephew|child|boy|girl|baby|toddler|teenager|twins?|partner|husband|wife|boyfriend|girlfriend|ex|friend|neighbour|carer|foster carer|client|service user|resident|patient|colleague|manager|supervisor|social worker|student|teacher|health visitor|midwife|nurse|support worker|key worker|advocate|solicitor|peer)'
const before = new RegExp(
  `(?:\\b${relation},?|\\b(?:called|named|nicknamed|name is|name was|known as|(?:he|she|they) (?:is|was) called|call (?:him|her|them))) ["“‘]?$`,
  'i',
)
const withPeople =
  /\b(?:with|for|told|asked|saw|met|visited|visiting|meet|meeting|see|seeing|and|to|from|about|between|that|when|because|by|knew|know|thank|thanked|supporting|supported|help|helping|like|heard|of|while|where|how|if|as|before|after|but) ["“‘]?$/i
const metBy =
  /\b(?:with|told|asked|saw|met|visited|rang|phoned|thanked|supported|helped|hugged|comforted|knew|interviewed) ["“‘]?$/i
const verb =
  /^(?:['’]s (?:mum|mother|dad|father|parents|school|nan|brother|sister|son|daughter|family|foster|social|teacher|house|home|room|bedroom|voice|wishes|behaviour|life|partner|carer|care|case|records?|story|needs|eyes|face|phone|flat)|,? (?:who|whose|had|has|said|says|told|tells|asked|asks|felt|feels|wanted|wants|cried|smiled|laughed|whispered|disclosed|lives|lived|attends|attended|came|comes|went|goes|showed|refused|talked|explained|needs|needed|likes|liked|loves|loved|drew|thinks|thought|died|moved|took|looked|spoke|sat|ran|knew|knows|did|does|could|would|is|was|and (?:his|her|their|I)))\b/
const strict =
  /^(?:['’]s (?:mum|mother|dad|father|parents|nan|brother|sister|son|daughter|foster|house|bedroom|eyes|face|phone|flat|partner)|,? (?:who (?:is|was) \d|said|told|asked|cried|smiled|laughed|whispered|disclosed|lives|attends|drew|sat|spoke|ran|texted|rang|shouted))\b/
const nounEnding =
  /(?:ing|ion|ment|ness|ity|ers|ors|ists|ants|ents|ies|ss|ages|ice|ence|ance|ship|ology|ly)$/
const family = new RegExp(
  `\\b[Tt]he (${name}) (?:family|children|siblings|brothers|sisters|twins|household)\\b`,
  'gu',
)

/**
 * Names of people: after a title or a relation, names from a short list, and words with a capital
 * that do what people do. Writers and names of laws and reports are left alone.
 */
export const personName: Rule = {
  name: 'a name',
  why: 'A name points at one person. For people you work with, say who they are instead.',
  find: (text) => [...withTitle(text), ...families(text), ...wholeFamilies(text), ...byWord(text)],
}

function withTitle(text: string): Place[] {
  return Array.from(text.matchAll(titled)).flatMap((match): Place[] => {
    const [all, title = '', names = ''] = match
    const [first = '', second = ''] = names.split(' ')
    const last = second !== '' && !isPlainCapital(second) ? second : first
    if (isPlainCapital(bare(first)) || isAuthor(last)) return []
    const after = text.slice(match.index + all.length)
    if (publicThing.test(after) || citation.test(after)) return []
    // "Mr Cole Monday": the word behind belongs to the next thing.
    const cut = second !== '' && last === first ? second.length + 1 : 0
    const possessive = ending(cut > 0 ? first : names)
    const end = match.index + all.length - cut - possessive
    return [{ start: match.index, end, replacement: stands[title] ?? 'this person' }]
  })
}

function families(text: string): Place[] {
  return Array.from(text.matchAll(family)).flatMap((match): Place[] => {
    const word = match[1] ?? ''
    if (
      isPlainCapital(word) ||
      /^(?:Royal|Holy|Whole|Nuclear|Extended)$/.test(word) ||
      isAuthor(word)
    )
      return []
    const end = match.index + match[0].length
    if (/(?:family|household)$/.test(match[0])) {
      return [{ start: match.index, end, replacement: 'a family I worked with' }]
    }
    const start = match.index + 'the '.length
    return [{ start, end: start + word.length + 1, replacement: '' }]
  })
}

// "the Patels"
function wholeFamilies(text: string): Place[] {
  return Array.from(text.matchAll(/\b[Tt]he ([A-Z][a-z]+)s\b(?!['’])/g)).flatMap(
    (match): Place[] => {
      if (
        !surnames.has(match[1] ?? '') ||
        /^(?:Wood|Well|Hill|Brook|Field)s?$/.test(match[1] ?? '')
      )
        return []
      return [{ start: match.index, end: match.index + match[0].length, replacement: 'the family' }]
    },
  )
}

function byWord(text: string): Place[] {
  const found: Place[] = []
  let reached = 0
  for (const match of text.matchAll(capital)) {
    if (match.index < reached) continue
    const place = personAt(text, match[1] ?? '', match.index)
    if (!place) continue
    reached = place.end
    found.push(place)
  }
  return found
}

function personAt(text: string, shown: string, start: number): Place | null {
  const word = bare(shown)
  if (isPlainCapital(word)) return null
  const lead = text.slice(Math.max(0, start - 40), start)
  const rest = text.slice(start + word.length, start + word.length + 60)
  const next = surnameAfter(rest)
  const surname = next ? bare(next.surname) : ''
  if (
    isAuthor(surname) ||
    (surname === '' && isAuthor(word) && !firstNames.has(word) && !before.test(lead))
  )
    return null
  const whole = next ? word.length + next.length : word.length
  const behind = text.slice(start + whole, start + whole + 40)
  if (publicThing.test(behind) || citation.test(behind)) return null
  if (!isPerson(word, surname, lead, behind, beginsSentence(text, start))) return null
  const related =
    before.test(lead) && !/(?:called|named|known as|name \w+|call \w+) ["“‘]?$/i.test(lead)
  // "her son Tom" becomes "her son"; the space before the name goes with it.
  const space = related && lead.endsWith(' ') ? (lead.endsWith(', ') ? 2 : 1) : 0
  return {
    start: start - space,
    end: start + whole,
    replacement: related ? '' : '[name left out]',
  }
}

function isPerson(
  word: string,
  surname: string,
  lead: string,
  rest: string,
  begins: boolean,
): boolean {
  const isNamed = before.test(lead)
  if (firstNames.has(word) || firstNames.has(word.split('-')[0] ?? '')) return true
  if (surname !== '' && surnames.has(surname) && !begins) return true
  if (doubtfulNames.has(word))
    return isNamed || surnames.has(surname) || isDoubtfulPerson(word, lead, rest, begins)
  if (surname !== '' && (firstNames.has(surname) || (surnames.has(surname) && strict.test(rest))))
    return true
  if (isNamed)
    return !/\b(?:module|course|book|film|podcast|training|model|tool|article|programme|policy|project|chapter|session|toolkit) (?:called|named|known as) ["“‘]?$/i.test(
      lead,
    )
  if (nounEnding.test(word)) return false
  if (begins) return strict.test(rest)
  if (isOrganisation(word)) return false
  // "with Zofia" is a person, "with Northern Skies" may be anything.
  if (metBy.test(lead) && !/^ [A-Z]/.test(rest)) return true
  return strict.test(rest) || (withPeople.test(lead) && verb.test(rest))
}

const isMonthOrPlace =
  /^(?:April|August|June|May|Jan|Autumn|Summer|Winter|Chelsea|Chester|Devon|Florence|Georgia|Jordan|Kent|Lincoln|Paris|Sydney|Savannah|Phoenix)$/
const isModal = /^(?:Will|Mark|Grant|Drew|Bill|Frank|Rose|Pat|Sue|Rob)$/

// A word that is also a name: where a sentence begins it must do what only people do.
function isDoubtfulPerson(word: string, lead: string, rest: string, begins: boolean): boolean {
  if (strict.test(rest)) return true
  if (isMonthOrPlace.test(word))
    return (
      !begins &&
      withPeople.test(lead) &&
      verb.test(rest) &&
      !/\b(?:in|of|to|from|by|since|until|that) $/i.test(lead)
    )
  // "the Outcomes Star": the end of another name.
  const previous = /([A-Z][a-z]+) $/.exec(lead)?.[1]
  if (previous !== undefined && !isPlainCapital(previous)) return false
  if (begins)
    return (
      verb.test(rest) &&
      (isModal.test(word) || !/^ (?:is|was|could|would|does|did|has|had)\b/.test(rest))
    )
  return true
}

function surnameAfter(rest: string): { surname: string; length: number } | null {
  const match = surnameNext.exec(rest)
  const surname = match?.[1] ?? ''
  if (!match || isPlainCapital(bare(surname))) return null
  return { surname, length: match[0].length - ending(surname) }
}

function bare(word: string): string {
  return word.slice(0, word.length - ending(word))
}

/** How many letters of `word` are a possessive or a closing mark. */
function ending(word: string): number {
  return /['’]s?$/.exec(word)?.[0].length ?? 0
}
