import { useEffect, useRef, useState } from 'react'
import { confidentialityRules, withReplacement } from '#server/cpd/rules/confidentiality/check.ts'
import { controlName } from '#server/cpd/rules/entry/entry.ts'
import type { FieldId } from '#server/cpd/rules/regulator/profile.ts'
import {
  spottedChoice,
  spottedIn,
  type Spotted,
} from '#server/cpd/rules/confidentiality/spotted.ts'
import { spottedText } from '#server/cpd/rules/confidentiality/spotted-text.ts'
import { Button } from '../govuk/button/button.tsx'
import { Icon } from '../icon.tsx'

/** So long after typing stops it is looked at again: a name half typed is none yet. */
const settleMs = 700

export type SpottedPlacesProps = {
  field: FieldId
  question: string
  /** What stands in the box now. */
  text: string
  /** Tells those who do not see it: what was found, what was changed. */
  onNews: (news: string) => void
}

/**
 * Under a box: what could show who somebody is, why, and other words for it. Each button changes the
 * text; without JavaScript it posts the whole form, and the server does. Nothing stops from saving.
 */
export function SpottedPlaces({ field, question, text, onNews }: SpottedPlacesProps) {
  const [settled, settle] = useSettled(text)
  const places = spottedIn(settled)
  useNews(places.length, question, onNews)
  if (places.length === 0) return null

  function change(place: Spotted) {
    const box = document.getElementById(controlName(field))
    if (!(box instanceof HTMLTextAreaElement)) return
    // The text may have moved on since it was looked at.
    const now = spottedIn(box.value).find(
      ({ kind, nth }) => kind === place.kind && nth === place.nth,
    )
    if (now) {
      const rest = box.value.length - now.end
      box.value = withReplacement(box.value, now)
      box.dispatchEvent(new Event('input', { bubbles: true }))
      settle(box.value)
      box.focus()
      box.setSelectionRange(Math.min(now.start, box.value.length), box.value.length - rest)
    }
  }

  return (
    <section className="cc-spot" aria-labelledby={`${field}-spotted`}>
      <h3 className="govuk-body govuk-!-font-weight-bold" id={`${field}-spotted`}>
        <Icon name="warning" /> {spottedText(places.length)}
        <span className="govuk-visually-hidden">: {question}</span>
      </h3>
      <ul>
        {places.map((place) => (
          <li key={spottedChoice(field, place)}>
            <SpottedPlace field={field} place={place} text={settled} onChange={change} />
          </li>
        ))}
      </ul>
      <p className="cc-small">
        You decide: none of this stops you from saving. We look for patterns, here on the page. We
        cannot tell that a text is anonymous.
      </p>
    </section>
  )
}

type PlaceProps = {
  field: FieldId
  place: Spotted
  text: string
  onChange: (place: Spotted) => void
}

function SpottedPlace({ field, place, text, onChange }: PlaceProps) {
  const { start, end, kind, why, replacement } = place
  const words = text.slice(start, end).replace(/^[,\s]+/, '')
  return (
    <>
      <p>
        “<mark>{words}</mark>” looks like {confidentialityRules[kind].name}. {why}
      </p>
      <div className="cc-btn-row">
        <Button
          name="replace"
          value={spottedChoice(field, place)}
          classes="govuk-button--secondary"
          attributes={{
            onClick: (event) => {
              event.preventDefault()
              onChange(place)
            },
          }}
        >
          {replacement === '' ? `Take out “${words}”` : `Use “${replacement}” instead`}
          {replacement === '' ? null : <span className="govuk-visually-hidden"> of “{words}”</span>}
        </Button>
      </div>
    </>
  )
}

/** `text` once nobody has typed for a moment; the second settles it at once. */
function useSettled(text: string): [string, (text: string) => void] {
  const [settled, settle] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => settle(text), settleMs)
    return () => clearTimeout(timer)
  }, [text])
  return [settled, settle]
}

/** Says when the number of places changes; what stood there as the page came can be read there. */
function useNews(count: number, question: string, onNews: (news: string) => void) {
  const told = useRef(count)
  useEffect(() => {
    if (told.current === count) return
    told.current = count
    onNews(count === 0 ? `Nothing found now: ${question}` : `${spottedText(count)}: ${question}`)
  }, [count, question, onNews])
}
