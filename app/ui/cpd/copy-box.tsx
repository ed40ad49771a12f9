import { useRef, useState } from 'react'
import type { FormBox } from '#server/cpd/cpd.server.ts'
import { Button } from '../govuk/button/button.tsx'
import { Icon } from '../icon.tsx'
import { copyText } from './copied.ts'

export type CopyBoxProps = {
  box: FormBox
  hasScripts: boolean
  isCopied: boolean
  /** The next one to copy: its button is the page's main one. */
  isNext: boolean
  onCopied: (box: FormBox) => void
}

/** One box of the regulator's form: the answer to be selected, or copied by a button. */
export function CopyBox({ box, hasScripts, isCopied, isNext, onCopied }: CopyBoxProps) {
  const text = useRef<HTMLParagraphElement>(null)
  const [isSelected, setSelected] = useState(false)
  const heading = `box-${box.id}`
  async function copy() {
    const done = await copyText(box.text, text.current)
    setSelected(done === 'selected')
    if (done === 'copied') onCopied(box)
  }
  return (
    <section className="cc-copy" aria-labelledby={heading}>
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id={heading}>
        {box.number}. {box.heading}
      </h2>
      {box.text === '' ? (
        <p className="govuk-body cc-quiet">{emptyText(box)}</p>
      ) : (
        <>
          <p
            className="cc-copy__text govuk-body cc-pre"
            ref={text}
            tabIndex={0}
            role="group"
            aria-labelledby={heading}
          >
            {box.text}
          </p>
          <div className="cc-btn-row">
            {hasScripts ? (
              <Button
                type="button"
                classes={isNext ? undefined : 'govuk-button--secondary'}
                attributes={{ onClick: () => void copy() }}
              >
                Copy<span className="govuk-visually-hidden"> answer {box.number}</span>
              </Button>
            ) : null}
            {isCopied ? (
              <p className="cc-said">
                <Icon name="tick" /> Copied
              </p>
            ) : null}
            {isSelected ? (
              <p className="govuk-body govuk-!-margin-bottom-0" role="status">
                The text is selected. Press Ctrl and C to copy it.
              </p>
            ) : null}
            <p className="cc-quiet cc-small govuk-!-margin-bottom-0">
              {box.characters.toLocaleString('en-GB')}{' '}
              {box.characters === 1 ? 'character' : 'characters'}
            </p>
          </div>
        </>
      )}
    </section>
  )
}

function emptyText({ isRequired, isNeededOnce }: FormBox): string {
  if (isRequired) return 'You have not answered this yet.'
  if (!isNeededOnce) return 'You left this empty. It is optional.'
  return 'You left this empty. It is optional on each piece, and needed on one in the year.'
}
