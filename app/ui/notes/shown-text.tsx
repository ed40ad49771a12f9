import type { RefusedForm } from '#app/context.ts'
import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import { Elsewhere } from '../elsewhere.tsx'

/**
 * Tells the form which text its page showed. Where that has been changed in another window since,
 * the other text stands here, above the one that was typed: whoever saves now has seen both.
 */
export function ShownText({ text, refusal }: { text: string; refusal: RefusedForm | undefined }) {
  const mark = fingerprint(text)
  const shown = refusal?.typed['shown'] ?? mark
  return (
    <>
      <input type="hidden" name="shown" value={mark} />
      {shown === mark ? null : <Elsewhere text={text} />}
    </>
  )
}
