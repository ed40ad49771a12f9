/** Words that hurt, blame or hide something; `why` says what they do and `mend` what to write. */
export type UnkindWords = { offset: number; words: string; why: string; mend: string }

/** The rules by which the wording is judged: what was published before a rule came stays readable. */
export const wordingRules = ['wording', 'sentence', 'reading-age', 'link-text', 'warning'] as const

type Row = { shape: RegExp; why: string; mend: string }

const family = '(?:mothers?|fathers?|parents?|mums?|dads?|famil(?:y|ies)|carers?|clients?)'

/**
 * Our own list, each with its reason. Words that somebody says stand in quotation marks or in a
 * block quotation, and are left alone: so are words that a text discusses.
 */
const list: Row[] = [
  {
    shape:
      /\bnon-?engag(?:ing|ement)\b|\bfail(?:s|ed|ing|ure)? to engage\b|\bhard[- ]to[- ]engage\b/,
    why: 'tells one side of a meeting of two',
    mend: 'Say who offered what, and what got in the way.',
  },
  {
    shape:
      /\bhard(?:er)?-to-reach\b|\b(?:are|is|was|were|be|being) (?:\w+ )?hard to reach\b|\bhard to reach (?:people|person|child(?:ren)?|young|famil(?:y|ies)|(?:parent|father|mother|carer|adult|group|teenager)s?|m[ae]n|wom[ae]n|communit(?:y|ies))\b/,
    why: 'puts on people what a service does not manage',
    mend: 'Say whom the service does not reach, and why.',
  },
  {
    shape: /\bdisguised compliance\b/,
    why: 'claims to know a motive',
    mend: 'Say what was agreed, what was seen, and where the two differ.',
  },
  {
    shape: /\bnon-?complian(?:t|ce)\b/,
    why: 'asks for obedience',
    mend: 'Say what was asked, and what the person did and said.',
  },
  {
    shape: /\b(?:manipulative|attention[- ]seek(?:ing|ers?))\b/,
    why: 'claims to know a motive',
    mend: 'Say what the person did, and what it may have been for.',
  },
  {
    shape: new RegExp(
      `\\b(?:difficult|resistant|hostile|uncooperative|unco-operative) ${family}\\b`,
    ),
    why: 'makes a moment into a person',
    mend: 'Say what happened between you.',
  },
  {
    shape: new RegExp(
      `\\b(?:troubled|problem|chaotic|dysfunctional|broken) (?:famil(?:y|ies)|homes?|lifestyles?)\\b`,
    ),
    why: 'judges and shows nothing',
    mend: 'Say what you saw and heard.',
  },
  {
    shape: /\bDNA['’]?d\b|\bDNAe?d\b|\bDNAs\b/,
    why: 'says nothing of why, and a child does not bring itself',
    mend: 'Write was not brought, or did not come, and what is known of the reason.',
  },
  {
    shape: /\bfrequent fl[iy]ers?\b|\brevolving door (?:patients?|clients?|famil(?:y|ies))\b/,
    why: 'mocks people whose need has not been met',
    mend: 'Say how often the person asked, and what they got.',
  },
  {
    shape: /\bbed[- ]blockers?\b/,
    why: 'blames a patient for what a service lacks',
    mend: 'Write that the person is waiting to leave hospital, and for what.',
  },
  {
    shape: /\b(?:my|our|your|his|her|their|open|difficult|complex|worst) cases\b/,
    why: 'makes people into files',
    mend: 'Write the people, children or families you work with.',
  },
  {
    shape: /\bservice users?\b/,
    why: 'names people by what they receive',
    mend: 'Write people who draw on care and support, or say who they are.',
  },
  {
    shape: /\bvulnerable (?:adults?|people)\b/,
    why: 'puts the danger into the person',
    mend: 'Write adult at risk, or say what makes it unsafe for them.',
  },
  {
    shape:
      /\bthe (?:elderly|disabled|homeless|mentally ill|vulnerable|deaf|blind|autistic)(?=\s*(?:[.,;:!?)]|$)|\s+(?:and|or|who|are|is|have|need|in|of|with|often|can|may|do)\b)/,
    why: 'makes a group of one trait',
    mend: 'Write people first, such as older people or disabled people.',
  },
  {
    shape:
      /\bsuffer(?:s|ed|ing)? from (?!(?:neglect|abuse|harm|violence|racism|trauma|the)\b)|\bafflicted (?:with|by)\b/,
    why: 'makes a condition into a tragedy',
    mend: 'Write has, or lives with.',
  },
  {
    shape: /\bwheelchair[- ]bound\b|\b(?:confined|bound) to (?:a|his|her|their) wheelchair\b/,
    why: 'makes a means of freedom into a prison',
    mend: 'Write uses a wheelchair.',
  },
  {
    shape: /\bmental age of\b|\b(?:high|low)[- ]functioning\b/,
    why: 'puts a person on a ladder',
    mend: 'Say what the person can do alone, and what with help.',
  },
  {
    shape: /\bcommit(?:s|ted|ting)? suicide\b|\b(?:un)?successful suicide\b|\bfailed suicide\b/,
    why: 'speaks of a crime or of a success',
    mend: 'Write died by suicide, took their own life, or tried to.',
  },
  {
    shape:
      /\b(?:substance|drug|alcohol) (?:ab)?users?\b|\b(?:drug )?addicts?\b|\ban alcoholic\b(?! (?:drink|liver))|\balcoholics\b|\bjunk(?:ie|y|ies)\b/,
    why: 'makes a person into a habit',
    mend: 'Write a person who uses drugs, or who drinks, and say how much.',
  },
  {
    shape: /\btoxic trio\b/,
    why: 'lumps three different troubles together, and blames',
    mend: 'Name what there is: domestic abuse, drink or drugs, mental ill health.',
  },
  {
    shape: /\bchild prostitut(?:es?|ion)\b|\bpromiscuous\b/,
    why: 'blames a child for what is done to them',
    mend: 'Write that the child is being sexually exploited, and by whom.',
  },
  {
    shape:
      /\b(?:put(?:s|ting)?|placed|placing) (?:himself|herself|themsel(?:f|ves)) at risk\b|\blifestyle choices?\b/,
    why: 'blames the person who is being harmed',
    mend: 'Say who or what makes it unsafe.',
  },
  {
    shape: /\bfail(?:ed|s|ing|ure) to protect\b/,
    why: 'turns from who did the harm',
    mend: 'Say who caused the harm, and what the other parent did and could do.',
  },
  {
    shape: /\babscond(?:s|ed|ing|ers?)?\b/,
    why: 'makes an escape of a child who is missing',
    mend: 'Write went missing, or left, and what is known of why.',
  },
  {
    shape: /\billegal (?:immigrants?|migrants?)\b|\billegals\b/,
    why: 'calls a person a crime',
    mend: 'Write a person without leave to remain.',
  },
  {
    shape:
      /\bB\.?A\.?M\.?E\b|\bBME\b|\bnon-?whites?\b|\bhalf[- ]castes?\b|\bcoloured (?:people|person|man|woman|child(?:ren)?|famil(?:y|ies))\b/,
    why: 'names people by what they are not, or by an insult',
    mend: 'Name the community, as its people do.',
  },
  {
    shape: /\b(?:real|natural) (?:parents|mother|father|mum|dad)\b/,
    why: 'says that other parents are not real',
    mend: 'Write birth parents, mother or father.',
  },
  {
    shape: /\bnormal (?:people|children)\b/,
    why: 'says that others are not normal',
    mend: 'Write most people, or other children.',
  },
  {
    shape:
      /\bburden (?:on|to|for) (?:\w+ )?(?:famil(?:y|ies)|carers?|services|society|system|state)\b/,
    why: 'makes a person into a weight',
    mend: 'Say what help is missing, and who gives it now.',
  },
  {
    shape: /\bLAC\b/,
    why: 'sounds like lack, and children have asked to be rid of it',
    mend: 'Write children in care, or looked-after children.',
  },
]

/** Abbreviations are told by their capitals. */
const flagsOf = ({ source }: RegExp) => (/DNA|LAC|BME/.test(source) ? '' : 'i')
const shapes = list.map(({ shape, ...rest }) => ({
  ...rest,
  shape: new RegExp(shape.source, `g${flagsOf(shape)}`),
}))

/** All shapes in two: most texts hold none, and need not be gone through once for each. */
const anyShape = ['', 'i'].map((flags) => {
  const alike = list.filter(({ shape }) => flagsOf(shape) === flags)
  return new RegExp(alike.map(({ shape }) => shape.source).join('|'), flags)
})

/**
 * Unkind words in `text` that nobody is quoted with, in their order. Pure, never throws.
 * Sources: our own reasons, in the list above; people-first wording as SCIE and the Children's
 * Society advise, without their words.
 */
export function unkindWords(text: string): UnkindWords[] {
  const own = withoutQuotations(text)
  if (!anyShape.some((shape) => shape.test(own))) return []
  return shapes
    .flatMap(({ shape, why, mend }) =>
      [...own.matchAll(shape)].map((match) => ({
        offset: match.index,
        words: match[0].trim(),
        why,
        mend,
      })),
    )
    .sort((a, b) => a.offset - b.offset)
}

/** The text with blanks where somebody is quoted: each other character keeps its place. */
export function withoutQuotations(text: string): string {
  return text.replace(/“[^”]*(?:”|$)|"[^"]*(?:"|$)|‘(?:[^’]|’(?=\p{L}))*’(?!\p{L})/gu, (quoted) =>
    ' '.repeat(quoted.length),
  )
}
