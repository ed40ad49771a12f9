import { paths } from '#app/paths.ts'
import {
  isFiltered,
  type LibraryFilter,
  type TimeSpan,
} from '#server/toolkits/rules/library-filter.ts'
import type { CpdType, ToolkitKind } from '#server/toolkits/rules/release.ts'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Select } from '../govuk/select/select.tsx'
import { cpdTypeText, kindText, spanText } from './words.ts'

/** What the library can be narrowed to, of what is in it. */
export type FilterChoices = {
  kinds: ToolkitKind[]
  themes: string[]
  audiences: string[]
  standards: { code: string; title: string }[]
  spans: TimeSpan[]
  cpdTypes: CpdType[]
}

/** A plain form: the choice stands in the address, so it can be kept, sent and gone back to. */
export function LibraryFilters(props: { filter: LibraryFilter; choices: FilterChoices }) {
  const { filter, choices } = props
  const isOpen = isFiltered(filter)
  return (
    <Details summaryText="Choose what is shown" open={isOpen || undefined}>
      <form method="get" action={paths.toolkits} className="cc-filters">
        <Choice
          name="kind"
          label="Kind"
          chosen={filter.kind}
          items={choices.kinds.map((kind) => [kind, kindText[kind]])}
        />
        <Choice
          name="theme"
          label="Theme"
          chosen={filter.theme}
          items={choices.themes.map((theme) => [theme, theme])}
        />
        <Choice
          name="audience"
          label="For whom"
          chosen={filter.audience}
          items={choices.audiences.map((audience) => [audience, audience])}
        />
        <Choice
          name="minutes"
          label="Time"
          chosen={filter.minutes}
          items={choices.spans.map((span) => [span, spanText[span]])}
        />
        <Choice
          name="cpdType"
          label="Type of CPD"
          chosen={filter.cpdType}
          items={choices.cpdTypes.map((type) => [type, cpdTypeText[type]])}
        />
        <Choice
          name="standard"
          label="Standard"
          chosen={filter.standard}
          items={choices.standards.map(({ code, title }) => [code, `${code}: ${title}`])}
        />
        <div className="cc-btn-row">
          <Button classes="govuk-button--secondary">Show</Button>
          {isOpen ? (
            <a className="govuk-link" href={paths.toolkits}>
              Show everything
            </a>
          ) : null}
        </div>
      </form>
    </Details>
  )
}

/** One field; nothing to choose from, no field. */
function Choice(props: {
  name: keyof LibraryFilter
  label: string
  chosen: string | undefined
  items: (readonly [value: string, text: string])[]
}) {
  if (props.items.length === 0) return null
  return (
    <Select
      id={`filter-${props.name}`}
      name={props.name}
      label={{ text: props.label }}
      value={props.chosen}
      items={[{ value: '', text: 'All' }, ...props.items.map(([value, text]) => ({ value, text }))]}
    />
  )
}
