import { scalePoints } from './rules/items/scales.ts'
import { scaleOptions, type SpreadItem } from './rules/items/spread.ts'
import { plainText, type Fault } from './syntax.server.ts'
import type { Use } from './uses.server.ts'
import { elementsIn } from './vignettes.server.ts'

type UseOf<N extends Use['name']> = Extract<Use, { name: N }>
type Refuse = (at: Use, message: string, mend: string) => void

/** A spread as it is written, or null after `fault` has heard what is wrong with it. */
export function readSpread(
  use: UseOf<'Spread'>,
  uses: readonly Use[],
  fault: Fault,
): SpreadItem | null {
  const known = new Map(uses.map((one) => [one.element, one]))
  const parts = elementsIn(use.element).map((element) => known.get(element))
  const written = parts.flatMap((one) => (one?.name === 'Option' ? [one] : []))
  const judged = parts.flatMap((one) => (one?.name === 'Judgement' ? [one] : []))
  // What was refused already has its own finding.
  if (written.length + judged.length < parts.length) return null
  let sound = true
  const refuse: Refuse = (at, message, mend) => {
    sound = false
    fault({ line: at.line, column: at.column }, 'spread', message, mend)
  }
  const options = optionsOf(use, written, refuse)
  checkPanel(use, judged, new Set(options.map((one) => one.id)), refuse)
  if (!sound) return null
  const { id, prompt, panel, lowest, highest } = use.attributes
  return {
    type: 'spread',
    ...{ id, prompt, panel },
    ...(lowest === undefined || highest === undefined ? {} : { scale: { lowest, highest } }),
    options,
    judgements: judged.map((one) => ({
      for: one.attributes.for,
      by: one.attributes.by,
      why: plainText(one.element).trim(),
    })),
  }
}

function optionsOf(
  use: UseOf<'Spread'>,
  written: readonly UseOf<'Option'>[],
  refuse: Refuse,
): SpreadItem['options'] {
  const { lowest, highest } = use.attributes
  const isScale = lowest !== undefined || highest !== undefined
  if (isScale) {
    if (lowest === undefined || highest === undefined)
      refuse(use, 'A scale says what both its ends mean.', 'Write lowest="…" and highest="…".')
    if (written[0])
      refuse(
        written[0],
        'A scale has no options.',
        'Keep either lowest and highest or the options.',
      )
    return scaleOptions(lowest ?? '', highest ?? '')
  }
  if (written.length < 2)
    refuse(
      use,
      'A spread has a scale or at least two options.',
      'Write lowest="…" and highest="…", or two <Option id="…">words</Option>.',
    )
  if (written.length > 8) refuse(use, 'A spread has at most eight options.', 'Take some out.')
  const seen = new Set<string>()
  for (const one of written) {
    const { id } = one.attributes
    if (seen.has(id)) refuse(one, `Two options are called ${id}.`, 'Give each its own id.')
    if (plainText(one.element).trim() === '')
      refuse(one, 'This option has no words.', 'Write <Option id="…">words</Option>.')
    seen.add(id)
  }
  return written.map((one) => ({ id: one.attributes.id, text: plainText(one.element).trim() }))
}

function checkPanel(
  use: UseOf<'Spread'>,
  judged: readonly UseOf<'Judgement'>[],
  options: ReadonlySet<string>,
  refuse: Refuse,
): void {
  if (judged.length < 2)
    refuse(
      use,
      'A panel is at least two people.',
      'Write two <Judgement for="…" by="…">reason</Judgement>.',
    )
  if (judged.length > 12) refuse(use, 'A panel is at most twelve people.', 'Take some out.')
  for (const one of judged) {
    if (options.size > 1 && !options.has(one.attributes.for))
      refuse(
        one,
        `There is no option ${one.attributes.for} in this spread.`,
        use.attributes.lowest === undefined
          ? 'Name the id of one of its options.'
          : `Name a point of the scale: ${scalePoints.join(', ')}.`,
      )
    if (plainText(one.element).trim() === '')
      refuse(one, 'This judgement gives no reason.', 'Write why: the reasons are what teaches.')
  }
}
