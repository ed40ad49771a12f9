import type { Place, Rule } from './finding.ts'
import { sentencesOf } from './sentences.ts'

// On its own: somebody says that there is only one, or that everybody has read about it.
const alone = [
  /\bthe only (?:\w+[ -]){1,4}?(?:in|on|at) (?:the|our|this|that) (?:\w+ )?(?:village|town|island|street|school|county|estate|borough|area|hamlet|valley|parish|congregation|mosque|team)\b/gi,
  /\b(?:was|were|been|is|are|being|appeared|featured) (?:\w+ )?(?:in|on|all over) the (?:local |national |evening |front page of the )?(?:news|papers?|newspapers?|television|TV|front pages?)\b/gi,
  /\bmade (?:the )?(?:local |national )?(?:headlines|news)\b/gi,
]

/** Things that few people have; two of different sorts in one sentence leave hardly anybody. */
const sorts: RegExp[] = [
  /\b(?:triplets|quadruplets|conjoined twins|(?:seven|eight|nine|ten|eleven|twelve|[7-9]|1[0-4]) (?:children|siblings|brothers and sisters))\b/i,
  /\b(?:Huntington['’]s|motor neurone disease|cystic fibrosis|rare (?:genetic |blood |bone )?(?:condition|disorder|disease|syndrome|illness)|muscular dystrophy|(?:Prader|Rett|Edwards|Turner|Williams|Fragile X|Angelman)[\w-]* syndrome|albinism|dwarfism|locked-in syndrome|sickle cell disease|deafblind)\b/i,
  /\b(?:councillor|vicar|imam|rabbi|priest|headteacher|head teacher|magistrate|judge|footballer|professional (?:boxer|dancer|cricketer|athlete)|MP|mayor|lighthouse keeper|consultant surgeon|pilot|police inspector|chief executive|TV presenter|olympic \w+|gamekeeper|lifeboat \w+)\b/i,
  /\b(?:village|hamlet|island|farmhouse|lighthouse|narrowboat|houseboat|remote (?:farm|valley|cottage))\b/i,
  /\b(?:house fire|murder(?:ed)?|manslaughter|plane crash|train crash|drown(?:ed|ing)|acid attack|stabbing|siege|explosion|avalanche|kidnap(?:ped|ping)?|won the lottery|lightning)\b/i,
]

/** What is rare enough, or rare enough together, to point at one family. */
export const rareCombination: Rule = {
  name: 'a rare combination',
  why: 'Hardly anybody else fits it, so somebody nearby will know who is meant.',
  find: (text) =>
    sentencesOf(text).flatMap((sentence): Place[] => {
      const single = alone.flatMap((shape) => Array.from(sentence.text.matchAll(shape)))
      const found = sorts.flatMap((shape) => {
        const match = shape.exec(sentence.text)
        return match ? [match] : []
      })
      const shown = found.length >= 2 ? [...single, ...found] : single
      return shown.map((match) => ({
        start: sentence.start + match.index,
        end: sentence.start + match.index + match[0].length,
        replacement: '[detail left out]',
      }))
    }),
}
