import type { Place, Rule } from './finding.ts'

const areas = new Set(
  (
    'AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC ' +
    'EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS ' +
    'LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP ' +
    'SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE'
  ).split(' '),
)

const whole = /\b(?:(GIR) ?0AA|([A-Z]{1,2})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b/gi
const half = /\b([A-Z]{1,2})\d[A-Z\d]? (?=(?:area|postcode|district)\b)/g
const isCount = /(?:1st|2nd|3rd|\dth)$/i

/** A UK postcode, whole, or its first half where a text calls it an area. Source: BS 7666. */
export const postcode: Rule = {
  name: 'a postcode',
  why: 'A postcode is shared by about fifteen homes.',
  find(text) {
    const wholes = Array.from(text.matchAll(whole)).flatMap((match): Place[] => {
      const [shown, giro, area = ''] = match
      const isOneCase = shown === shown.toUpperCase() || shown === shown.toLowerCase()
      if (!isOneCase || (shown !== shown.toUpperCase() && isCount.test(shown))) return []
      if (!giro && !areas.has(area.toUpperCase())) return []
      return [
        { start: match.index, end: match.index + shown.length, replacement: '[postcode left out]' },
      ]
    })
    const halves = Array.from(text.matchAll(half)).flatMap((match): Place[] => {
      if (!areas.has(match[1] ?? '')) return []
      const end = match.index + match[0].trimEnd().length
      return [{ start: match.index, end, replacement: 'local' }]
    })
    return [...wholes, ...halves]
  },
}
