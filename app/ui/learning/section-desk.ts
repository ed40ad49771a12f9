import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState, type FormEvent, type RefObject } from 'react'
import { paths } from '#app/paths.ts'
import type { ReflectionView, SectionPage } from '#server/learning/study.server.ts'
import { boxesIn } from '#server/learning/rules/boxes.ts'
import { fieldNames } from '#server/learning/rules/work-fields.ts'
import { clockText } from '#server/platform/rules/london.ts'
import type { SaveStateValue } from '../save-state.tsx'
import { useActiveTime } from './active-time.ts'
import { choiceFieldId } from './check-block.tsx'
import { itemOfName, troubleWords, useAutosave, type Autosave } from './section-autosave.ts'
import { itemsIn, itemsOf } from './section-items.ts'
import { useReturn } from './section-return.ts'
import { outcomeId } from './spread-block.tsx'
import { hereId } from './vignette-block.tsx'
import type { DoneAnswer, PageProblem } from './work-answer.ts'
import { createWorkLine, markIn, type WorkLine } from './work-line.ts'

const touchEveryMs = 30_000
const firstTouchAfterMs = 2_000
/** The button that saves all of a page. */
const saveAll = 'Save and continue'

/** Why the page stays: faults of items, or a sentence about the whole. */
export type SectionRefusal = { problems: PageProblem[]; message: string | null }

/** A section's page at work: what its form needs to be enhanced by. */
export type SectionDesk = {
  form: RefObject<HTMLFormElement>
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
  onInput: (event: FormEvent<HTMLFormElement>) => void
  /** A script has changed what the form holds for an item. */
  onArrange: (item: string) => void
  refusal: SectionRefusal | null
  news: string
  shownOf: (item: string) => string
  saveOf: (item: string) => SaveStateValue | null
  /** Why nothing more is saved by itself; null while it is, or is tried again. */
  trouble: SaveStateValue | null
}

/**
 * Enhances the one form of a section: saves 1.5 s after typing, sends buttons without leaving the
 * page, measures active time. Where that fails, the browser's own post does the same.
 */
export function useSectionDesk(
  page: SectionPage,
  posted: SectionRefusal | null | undefined,
): SectionDesk {
  const form = useRef<HTMLFormElement>(null)
  const line = useWorkLine(page)
  const focusNext = useRef<string | null>(null)
  const [savedAt, setSavedAt] = useState(() => savedTimes(page))
  const [refusal, setRefusal] = useState<SectionRefusal | null>(posted ?? null)
  const [news, setNews] = useState('')
  const autosave = useAutosave(form, line, {
    done(answer, isKnowing) {
      const { kept, problems } = answer.worked
      setSavedAt(new Map(kept.map((one) => [one.item, one.savedAt])))
      if (problems.length > 0 || isKnowing) {
        setRefusal(problems.length > 0 ? { problems, message: null } : null)
      }
      // What was said of trouble no longer holds.
      if (!isKnowing) setNews('')
    },
    // A summary would take the focus out of the sentence that is being written.
    refused: (trouble) => setNews(troubleWords(trouble, saveAll)),
  })
  useReturn(page, line.address, () => autosave.changed.size === 0)
  const { standing } = autosave
  const isStopped = standing.kind === 'signed-out' || standing.kind === 'refused'
  const troubleBeside = (button: string): SaveStateValue | null =>
    isStopped ? { kind: 'refused', message: troubleWords(standing, button) } : null
  const press = usePress(autosave, form, {
    done(intent, { worked }) {
      if (worked.problems.length === 0) focusNext.current = focusAfter(intent, worked)
      // Feedback is read out where it appears.
      setNews(intent.startsWith('reflection:') ? 'Your reflection is saved.' : '')
    },
    refused: (message) => setRefusal({ problems: [], message }),
    unsent: () => setNews('This could not be sent. Your text is still here, and we keep trying.'),
  })

  useEffect(() => {
    setSavedAt(savedTimes(page))
    if (form.current) takeOver(form.current, page, line)
    const place = focusNext.current
    focusNext.current = null
    if (place) document.getElementById(place)?.focus()
  }, [page, line])

  return {
    form,
    onSubmit: press,
    onInput: (event) => {
      const item = itemOfField(event.target)
      if (item !== null) autosave.onChange(item)
    },
    onArrange: (item) => autosave.onChange(item),
    refusal,
    news,
    shownOf: (item) => line.agreedOn(item),
    saveOf(item) {
      if (autosave.changed.has(item)) {
        return standing.kind === 'trying' ? { kind: 'trying' } : troubleBeside('Save reflection')
      }
      const at = savedAt.get(item) ?? null
      return at === null ? null : { kind: 'saved', time: clockText(at) }
    },
    trouble: troubleBeside(saveAll),
  }
}

/** The id of what takes the focus when a button has gone with what it did; null: it stays. */
function focusAfter(intent: string, worked: DoneAnswer['worked']): string | null {
  const [act, item = ''] = intent.split(':')
  if (act === 'again') return worked.feedback ? null : choiceFieldId(item)
  if (act === 'go' || act === 'back' || act === 'restart') return hereId(item)
  return act === 'respond' ? outcomeId(item) : null
}

/** One line of posts for this page, which also tells that somebody is reading. */
function useWorkLine(page: SectionPage): WorkLine {
  const time = useActiveTime()
  const { toolkit, release, reader } = page
  const section = page.section.id
  const [line] = useState(() => {
    const made = createWorkLine(paths.sectionWork(toolkit, section), time)
    for (const { item, shown } of itemsOf(page)) made.agree(item, shown)
    return made
  })
  useEffect(() => {
    const touch = () => {
      if (document.visibilityState !== 'visible') return
      const form = new FormData()
      form.set('release', release)
      form.set('reader', reader)
      void line.send(form, 'touch', false)
    }
    const first = setTimeout(touch, firstTouchAfterMs)
    const timer = setInterval(touch, touchEveryMs)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [line, release, reader])
  return line
}

/** Sends a pressed button without leaving the page; signed out, the browser posts it itself. */
function usePress(
  { send, handOver }: Pick<Autosave, 'send' | 'handOver'>,
  form: RefObject<HTMLFormElement>,
  told: {
    done: (intent: string, answer: DoneAnswer) => void
    refused: (message: string) => void
    unsent: () => void
  },
) {
  const revalidator = useRevalidator()
  const isNative = useRef(false)
  useEffect(() => {
    // Back by the browser's own button, the page as it was left: it sends by itself again.
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) isNative.current = false
    }
    addEventListener('pageshow', onShow)
    return () => removeEventListener('pageshow', onShow)
  }, [])
  return (event: FormEvent<HTMLFormElement>): void => {
    const button = submitterOf(event)
    // Without a button it was the Enter key: that saves.
    const intent = button?.value ?? 'save'
    if (isNative.current) return
    event.preventDefault()
    void send(intent, true).then((delivery) => {
      if (delivery?.kind === 'done') {
        const { goTo, worked } = delivery.answer
        if (goTo !== null && worked.problems.length === 0) return window.location.assign(goTo)
        told.done(intent, delivery.answer)
        return revalidator.revalidate()
      }
      if (delivery?.kind === 'refused') told.refused(delivery.message)
      if (delivery?.kind === 'unsent') told.unsent()
      if (delivery?.kind === 'signed-out') {
        // The server keeps such a post through signing in again.
        isNative.current = true
        handOver()
        form.current?.requestSubmit(button)
      }
      return undefined
    })
  }
}

/** Brings a newer text of another window in, unless something was typed here meanwhile. */
function takeOver(form: HTMLFormElement, page: SectionPage, line: WorkLine): void {
  for (const block of page.blocks) {
    if (block.kind !== 'reflection') {
      for (const { item, shown } of itemsIn(block)) line.agree(item, shown)
      continue
    }
    const { id, text, shown } = block.reflection
    const mark = markIn(new FormData(form), id)
    if (mark === null || (mark !== shown && mark !== line.agreedOn(id))) continue
    if (mark !== shown) writeInto(form, block.reflection, text)
    line.agree(id, shown)
  }
}

/** Puts a text into the one field of a reflection, or into its boxes. */
function writeInto(form: HTMLFormElement, reflection: ReflectionView, text: string): void {
  const { id, template } = reflection
  const texts = template
    ? Object.entries(boxesIn(text, template)).map(([box, words]) => [
        fieldNames.box(id, box),
        words,
      ])
    : [[fieldNames.reflection(id), text]]
  for (const [name = '', words = ''] of texts) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLTextAreaElement) field.value = words
  }
}

function savedTimes(page: SectionPage): ReadonlyMap<string, number | null> {
  return new Map(itemsOf(page).map((one) => [one.item, one.savedAt]))
}

function itemOfField(target: EventTarget): string | null {
  const named =
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  return named ? itemOfName(target.name) : null
}

function submitterOf(event: FormEvent<HTMLFormElement>): HTMLButtonElement | null {
  const { nativeEvent } = event
  const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null
  return submitter instanceof HTMLButtonElement ? submitter : null
}
