import { useRef, useState, type ReactNode } from 'react'
import { copyText, useScripts } from '#app/ui/cpd/copied.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Panel } from '#app/ui/panel.tsx'

/** An address just made, which is shown this once, with a button that copies it. */
export function ShownOnce({
  title,
  address,
  what,
  children,
}: {
  title: string
  address: string
  /** What the button copies, for whoever does not see where it stands: "the link". */
  what: string
  /** Who it is for and until when it can be used. */
  children: ReactNode
}) {
  const hasScripts = useScripts()
  const text = useRef<HTMLElement>(null)
  const [done, setDone] = useState<'copied' | 'selected' | null>(null)
  async function copy() {
    setDone(await copyText(address, text.current))
  }
  return (
    <Panel kind="now" classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-m">{title}</h2>
      <p className="govuk-body cc-address">
        <code ref={text}>{address}</code>
      </p>
      {hasScripts ? (
        <Button type="button" attributes={{ onClick: () => void copy() }}>
          Copy
          <span className="govuk-visually-hidden"> {what}</span>
        </Button>
      ) : null}
      <p className="govuk-body govuk-!-margin-bottom-2" role="status">
        {done === 'copied' ? 'Copied. ' : null}
        {done === 'selected' ? 'It is selected. Press Ctrl and C to copy it. ' : null}
      </p>
      <p className="govuk-body">Copy it now: it is shown this once. {children}</p>
    </Panel>
  )
}
