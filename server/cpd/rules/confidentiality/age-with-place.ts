import { isPlainCapital } from './capitals.ts'
import type { Place, Rule } from './finding.ts'
import { sentencesOf, type Sentence } from './sentences.ts'

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const number = `(?:\\d{1,3}|${small.slice(1).join('|')}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:${small.slice(1, 10).join('|')}))?)`

// Capitals must stay capitals in the name of a place, so a number's first letter is told apart here.
const anyCase = number.replace(
  /\b([a-z])(?=[a-z]{2})/g,
  (letter) => `[${letter.toUpperCase()}${letter}]`,
)

const ages = [
  new RegExp(`\\b(${number})[- ](?:years?|weeks?|months?)[- ]olds?\\b`, 'gi'),
  new RegExp(`\\b(?:aged?|age of) (${number})\\b(?! (?:minutes|hours|times|days))`, 'gi'),
  new RegExp(`\\b(${number}) years of age\\b`, 'gi'),
  new RegExp(
    `\\b(?:is|was|turned|turns|just|only|nearly|almost) (\\d{1,3}|${small.slice(2).join('|')})(?= and\\b|,|\\.|;|$)`,
    'gi',
  ),
]
const placeName = "[A-Z][a-zà-ÿ'’]+(?:-[A-Za-z][a-zà-ÿ]+)*(?: (?:upon|on|le|the|by)(?= [A-Z]))?"
const where = new RegExp(
  `\\b(?:from|in|near|outside|to|around|across) ((?:the )?${placeName}(?: ${placeName}){0,2})`,
  'g',
)
const together = new RegExp(
  `\\b(?:[Aa]n? )?(${anyCase})[- ]years?[- ]olds?(?: (?:boy|girl|child|man|woman|lady|gentleman|person|young person|teenager|mother|father))? (?:from|in|living in|who lives in) (?:the )?${placeName}(?: ${placeName}){0,2}`,
  'g',
)
const reachOfAge = 90

/** An age and the name of a place that stand together in a sentence. */
export const ageWithPlace: Rule = {
  name: 'an age with a place',
  why: 'An age and a place together leave few people to choose from.',
  find: (text) => sentencesOf(text).flatMap(inSentence),
}

function inSentence({ start, text }: Sentence): Place[] {
  const found = ages.flatMap((shape) => Array.from(text.matchAll(shape), ({ index }) => index))
  if (found.length === 0) return []
  const places = Array.from(text.matchAll(where)).flatMap((match): Place[] => {
    const name = match[1] ?? ''
    const isNear = found.some((age) => Math.abs(age - match.index) <= reachOfAge)
    if (!isNear || isNoPlace(name)) return []
    const from = start + match.index + match[0].length - name.length
    return [{ start: from, end: from + name.length, replacement: '[place left out]' }]
  })
  return places.map((place) => {
    for (const match of text.matchAll(together)) {
      const from = start + match.index
      const end = from + match[0].length
      const years = yearsOf(match[1] ?? '')
      if (years === null || place.start < from || place.end > end) continue
      return { start: from, end, replacement: aboutAge(years, /^an? /i.test(match[0])) }
    }
    return place
  })
}

function isNoPlace(name: string): boolean {
  const [first = ''] = name.replace(/^the /, '').split(' ')
  return isPlainCapital(first.replace(/['’]s?$/, ''))
}

function yearsOf(written: string): number | null {
  if (/^\d+$/.test(written)) return Number(written)
  const at = small.indexOf(written.toLowerCase())
  return at > 0 ? at : null
}

const decades = 'teens twenties thirties forties fifties sixties seventies eighties nineties'.split(
  ' ',
)

/** 'a child of about five', 'a person in their forties'. */
export function aboutAge(years: number, hasArticle = true): string {
  const article = hasArticle ? 'a ' : ''
  if (years < 2) return `${article}baby`
  if (years < 13) return `${article}child of about ${small[years] ?? years}`
  if (years < 18) return `${article}teenager`
  const decade = decades[Math.floor(years / 10) - 1]
  return decade ? `${article}person in their ${decade}` : `${article}very old person`
}
