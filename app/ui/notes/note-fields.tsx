import type { RefusedForm } from '#app/context.ts'
import type { AboutChoice, SectionNotes } from '#server/notes/notes.server.ts'
import { aboutValue } from '#server/notes/rules/about.ts'
import { errorOf } from '../form-errors.tsx'
import { Button } from '../govuk/button/button.tsx'
import { Select } from '../govuk/select/select.tsx'
import { Textarea } from '../govuk/textarea/textarea.tsx'
import { WhoReads } from '../who-reads.tsx'

/** A new note: what it is about, the words to highlight where there are some, and the note. */
export function NoteFields({ page, refusal }: { page: SectionNotes; refusal?: RefusedForm }) {
  const typed = refusal?.typed ?? {}
  return (
    <>
      <input type="hidden" name="note" value={typed['note'] ?? page.nextNote} />
      <input type="hidden" name="release" value={page.release} />
      <Textarea
        id="text"
        name="text"
        rows={4}
        label={{ text: 'Your note', classes: 'govuk-label--s' }}
        value={typed['text'] ?? ''}
        errorMessage={errorOf(refusal, 'text')}
        describedBy="note-readers"
      />
      <WhoReads readers="only-you" id="note-readers" />
      <Select
        id="about"
        name="about"
        label={{ text: 'What is it about?', classes: 'govuk-label--s' }}
        items={page.choices.map((one) => ({ value: aboutValue(one), text: aboutText(one) }))}
        value={typed['about'] ?? 'section'}
        classes="cc-whole-width"
        errorMessage={errorOf(refusal, 'about')}
      />
      <Textarea
        id="passage"
        name="passage"
        rows={2}
        label={{ text: 'Words to highlight (optional)', classes: 'govuk-label--s' }}
        hint={{ text: 'Copy them from the section. Up to 600 characters.' }}
        value={typed['passage'] ?? ''}
        errorMessage={errorOf(refusal, 'passage')}
      />
      <Button classes="govuk-button--secondary">Save note</Button>
    </>
  )
}

const longestOption = 70

function aboutText(one: AboutChoice): string {
  switch (one.kind) {
    case 'section':
      return 'The whole section'
    case 'heading':
      return `Heading: ${shortened(one.heading)}`
    case 'item':
      return `Question: ${shortened(one.words)}`
  }
}

function shortened(text: string): string {
  return text.length > longestOption ? `${text.slice(0, longestOption - 1)}…` : text
}
