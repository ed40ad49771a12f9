import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'
import { Input } from '../govuk/input/input.tsx'

/** One box and one button: a plain form whose answer has an address. */
export function SearchForm(props: { text: string; isPage?: boolean }) {
  return (
    <form method="get" action={paths.search} role="search" className="cc-search">
      <Input
        id="q"
        name="q"
        label={{
          text: 'Search',
          classes: props.isPage ? 'govuk-visually-hidden' : 'govuk-label--s',
        }}
        hint={{ text: 'Toolkits, words and sources, session formats, and what you wrote yourself' }}
        value={props.text}
        autocomplete="off"
        spellcheck={false}
      />
      <Button classes="govuk-button--secondary">Search</Button>
    </form>
  )
}
