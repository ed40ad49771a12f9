import { useRevalidator } from '@remix-run/react'
import { useEffect, useState, type RefObject } from 'react'
import { longestPassage, squeeze, surroundings } from '#server/notes/rules/quote.ts'
import { Button } from '../govuk/button/button.tsx'

/** Words of the section's prose that its reader has selected. */
type Selected = { words: string; before: string }

/**
 * Offers to highlight what is selected in the section's prose. `form` is the form of a new note: a
 * highlight is a note without words. Where the script's post fails, the form has it all.
 */
export function HighlightBar(props: { form: RefObject<HTMLFormElement>; address: string }) {
  const selected = useSelected()
  const revalidator = useRevalidator()
  const [said, setSaid] = useState('')

  async function highlight({ words, before }: Selected): Promise<void> {
    const form = props.form.current
    if (!form) return
    const body = new FormData(form)
    body.set('passage', words)
    body.set('before', before)
    body.set('text', '')
    body.set('about', 'section')
    const headers = { Accept: 'application/json' }
    const options = { method: 'POST', body, headers, redirect: 'manual' as const }
    const answer = await fetch(props.address, options).catch(() => null)
    if (answer?.status === 201) {
      document.getSelection()?.removeAllRanges()
      setSaid('Highlighted. It stands among your notes on this section.')
      return revalidator.revalidate()
    }
    setSaid('This could not be highlighted. It stands in the form for a note: save it there.')
    fill(form, words)
  }

  function note({ words }: Selected): void {
    if (props.form.current) fill(props.form.current, words)
  }

  return (
    <>
      {/* Said where it happens: the words are no longer selected then. */}
      <p role="status" className={said === '' ? 'govuk-visually-hidden' : 'govuk-body cc-small'}>
        {said}
      </p>
      {selected ? (
        <div className="cc-notebar" role="group" aria-label="The words that you have selected">
          <Button
            type="button"
            classes="govuk-button--secondary"
            attributes={keepingSelection(() => void highlight(selected))}
          >
            Highlight
          </Button>
          <Button
            type="button"
            classes="govuk-button--secondary"
            attributes={keepingSelection(() => note(selected))}
          >
            Write a note on this
          </Button>
        </div>
      ) : null}
    </>
  )
}

/** A press would take the selection away before the click arrives. */
function keepingSelection(onClick: () => void) {
  return {
    onClick,
    onPointerDown: (event: { preventDefault: () => void }) => event.preventDefault(),
  }
}

/** Opens the form of a new note with these words, and goes to its text. */
function fill(form: HTMLFormElement, words: string): void {
  const details = form.closest('details')
  if (details) details.open = true
  const passage = form.elements.namedItem('passage')
  if (passage instanceof HTMLTextAreaElement) passage.value = words
  const text = form.elements.namedItem('text')
  if (text instanceof HTMLTextAreaElement) text.focus()
}

function useSelected(): Selected | null {
  const [selected, setSelected] = useState<Selected | null>(null)
  useEffect(() => {
    const look = () => {
      // The buttons take the focus by keyboard: what was selected stays offered meanwhile.
      if (document.activeElement?.closest('.cc-notebar')) return
      setSelected(readSelection())
    }
    document.addEventListener('selectionchange', look)
    // Words may have been selected before the page woke up.
    look()
    return () => document.removeEventListener('selectionchange', look)
  }, [])
  return selected
}

function readSelection(): Selected | null {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const start = proseAround(range.startContainer)
  if (!start || !proseAround(range.endContainer)) return null
  const words = squeeze(selection.toString())
  if (words === '' || words.length > longestPassage) return null
  const ahead = document.createRange()
  ahead.setStart(start, 0)
  ahead.setEnd(range.startContainer, range.startOffset)
  return { words, before: ahead.toString().slice(-surroundings) }
}

/** The block of a section's own prose that a node stands in. */
function proseAround(node: Node): Element | null {
  const element = node instanceof Element ? node : node.parentElement
  return element?.closest('form .cc-prose') ?? null
}
