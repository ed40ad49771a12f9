import { useRef, useState } from 'react'
import { copyText, useScripts } from '#app/ui/cpd/copied.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Panel } from '#app/ui/panel.tsx'

/** A one-time link just made for somebody, which is shown this once. */
export function LinkToHandOver({ name, address }: { name: string; address: string }) {
  const hasScripts = useScripts()
  const text = useRef<HTMLElement>(null)
  const [done, setDone] = useState<'copied' | 'selected' | null>(null)
  async function copy() {
    setDone(await copyText(address, text.current))
  }
  return (
    <Panel kind="now" classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-m">The link for {name}</h2>
      <p className="govuk-body cc-address">
        <code ref={text}>{address}</code>
      </p>
      {hasScripts ? (
        <Button type="button" attributes={{ onClick: () => void copy() }}>
          Copy
          <span className="govuk-visually-hidden"> the link</span>
        </Button>
      ) : null}
      <p className="govuk-body govuk-!-margin-bottom-2" role="status">
        {done === 'copied' ? 'Copied. ' : null}
        {done === 'selected' ? 'It is selected. Press Ctrl and C to copy it. ' : null}
      </p>
      <p className="govuk-body">
        Copy it now: it is shown this once. Give it to {name} in private. It works once, for 14
        days: they choose a password with it and are signed in.
      </p>
    </Panel>
  )
}
