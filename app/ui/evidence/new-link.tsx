import { useRef, useState } from 'react'
import { copyText, useScripts } from '#app/ui/cpd/copied.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Panel } from '#app/ui/panel.tsx'

/** A verify link just made, which is shown this once. */
export function NewLink({ address }: { address: string }) {
  const hasScripts = useScripts()
  const text = useRef<HTMLElement>(null)
  const [done, setDone] = useState<'copied' | 'selected' | null>(null)
  async function copy() {
    setDone(await copyText(address, text.current))
  }
  return (
    <Panel kind="now" classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-m">Your new verify link</h2>
      <p className="govuk-body cc-address">
        <code ref={text}>{address}</code>
      </p>
      {hasScripts ? (
        <Button type="button" attributes={{ onClick: () => void copy() }}>
          Copy
          <span className="govuk-visually-hidden"> the verify link</span>
        </Button>
      ) : null}
      <p className="govuk-body govuk-!-margin-bottom-2" role="status">
        {done === 'copied' ? 'Copied. ' : null}
        {done === 'selected' ? 'It is selected. Press Ctrl and C to copy it. ' : null}
      </p>
      <p className="govuk-body">
        Copy it now: it is shown this once. Whoever has it sees the fact and that it is valid,
        without your name, until you stop it.
      </p>
    </Panel>
  )
}
