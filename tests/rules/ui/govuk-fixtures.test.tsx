import { readFileSync } from 'node:fs'
import { createElement, type ReactElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { BackLink } from '#app/ui/govuk/back-link/back-link.tsx'
import { Breadcrumbs } from '#app/ui/govuk/breadcrumbs/breadcrumbs.tsx'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { CharacterCount } from '#app/ui/govuk/character-count/character-count.tsx'
import { Checkboxes } from '#app/ui/govuk/checkboxes/checkboxes.tsx'
import { DateInput } from '#app/ui/govuk/date-input/date-input.tsx'
import { Details } from '#app/ui/govuk/details/details.tsx'
import { ErrorMessage } from '#app/ui/govuk/error-message/error-message.tsx'
import { ErrorSummary } from '#app/ui/govuk/error-summary/error-summary.tsx'
import { Fieldset } from '#app/ui/govuk/fieldset/fieldset.tsx'
import { Hint } from '#app/ui/govuk/hint/hint.tsx'
import { Input } from '#app/ui/govuk/input/input.tsx'
import { InsetText } from '#app/ui/govuk/inset-text/inset-text.tsx'
import { Label } from '#app/ui/govuk/label/label.tsx'
import { NotificationBanner } from '#app/ui/govuk/notification-banner/notification-banner.tsx'
import { Pagination } from '#app/ui/govuk/pagination/pagination.tsx'
import { ConfirmationPanel } from '#app/ui/govuk/panel/panel.tsx'
import { PasswordInput } from '#app/ui/govuk/password-input/password-input.tsx'
import { Radios } from '#app/ui/govuk/radios/radios.tsx'
import { Select } from '#app/ui/govuk/select/select.tsx'
import { SkipLink } from '#app/ui/govuk/skip-link/skip-link.tsx'
import { SummaryList } from '#app/ui/govuk/summary-list/summary-list.tsx'
import { Table } from '#app/ui/govuk/table/table.tsx'
import { Tag } from '#app/ui/govuk/tag/tag.tsx'
import { Textarea } from '#app/ui/govuk/textarea/textarea.tsx'
import { WarningText } from '#app/ui/govuk/warning-text/warning-text.tsx'
import { normalised } from './html.ts'

/** Fixtures of govuk-frontend that we leave out on purpose: `component: name` → why. */
const leftOut: Record<string, string> = {}

type Options = Record<string, unknown>

const components: Record<string, (options: Options) => ReactElement> = {
  'back-link': judged(BackLink, textAsChildren),
  breadcrumbs: judged(Breadcrumbs),
  button: judged(Button, (options) => ({
    ...textAsChildren(options),
    linkAttributes: options['attributes'],
  })),
  'character-count': judged(CharacterCount),
  checkboxes: judged(Checkboxes),
  'date-input': judged(DateInput),
  details: judged(Details, textAsChildren),
  'error-message': judged(ErrorMessage, textAsChildren),
  'error-summary': judged(ErrorSummary),
  fieldset: judged(Fieldset, textAsChildren),
  hint: judged(Hint, textAsChildren),
  input: judged(Input),
  'inset-text': judged(InsetText, textAsChildren),
  label: judged(Label, textAsChildren),
  'notification-banner': judged(NotificationBanner, (options) =>
    typeof options['text'] === 'string' ? options : textAsChildren(options),
  ),
  pagination: judged(Pagination),
  panel: judged(ConfirmationPanel, (options) => panelActions(textAsChildren(options))),
  'password-input': judged(PasswordInput),
  radios: judged(Radios),
  select: judged(Select),
  'skip-link': judged(SkipLink, textAsChildren),
  'summary-list': judged(SummaryList),
  table: judged(Table),
  tag: judged(Tag, textAsChildren),
  textarea: judged(Textarea),
  'warning-text': judged(WarningText, textAsChildren),
}

const fixtureFile = z.object({
  fixtures: z.array(
    z.object({ name: z.string(), options: z.record(z.string(), z.unknown()), html: z.string() }),
  ),
})

for (const [component, element] of Object.entries(components)) {
  describe(`${component} is GOV.UK's own`, () => {
    for (const fixture of fixturesOf(component)) {
      const reason = leftOut[`${component}: ${fixture.name}`]
      test.skipIf(reason !== undefined)(
        reason ? `${fixture.name} (${reason})` : fixture.name,
        () => {
          const html = renderToStaticMarkup(element(fixture.options)).replace(/<\/?x-html>/g, '')
          expect(normalised(html)).toBe(normalised(fixture.html))
        },
      )
    }
  })
}

function fixturesOf(component: string) {
  const address = `../../../node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`
  const text = readFileSync(new URL(address, import.meta.url), 'utf8')
  return fixtureFile.parse(JSON.parse(text)).fixtures
}

/** An element of a component from the options of a fixture, which are in Nunjucks' spelling. */
function judged<Props extends object>(
  component: (props: Props) => ReactNode,
  adapt: (options: Options) => Options = (options) => options,
): (options: Options) => ReactElement {
  const props = z.custom<Props>((value) => typeof value === 'object')
  return (options) => createElement(component, props.parse(adapt(inOurSpelling(options))))
}

/** Our components take as children what Nunjucks takes as `text` or `html`. */
function textAsChildren({ text, ...options }: Options): Options {
  return { ...options, children: text }
}

/** An action may be a button or a link; attributes are typed for each. */
function panelActions(options: Options): Options {
  const { actions } = options
  if (!isOptions(actions) || !Array.isArray(actions['items'])) return options
  const items = actions['items'].filter(isOptions).map(({ attributes, ...item }) => ({
    ...item,
    linkAttributes: attributes,
    buttonAttributes: attributes,
  }))
  return { ...options, actions: { ...actions, items } }
}

const htmlOptions: Record<string, string> = {
  html: 'text',
  titleHtml: 'titleText',
  descriptionHtml: 'descriptionText',
  summaryHtml: 'summaryText',
}

function inOurSpelling(options: Options): Options {
  const entries: [string, unknown][] = []
  for (const [name, value] of Object.entries(options)) {
    const ours = htmlOptions[name]
    if (ours && typeof value === 'string' && value !== '') entries.push([ours, rawHtml(value)])
    else if (name === 'attributes') entries.push([name, reactAttributes(value)])
    else if (!ours && !hasHtmlFor(name, options)) entries.push([name, nested(value)])
  }
  return Object.fromEntries(entries)
}

function nested(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nested)
  return isOptions(value) ? inOurSpelling(value) : value
}

function hasHtmlFor(name: string, options: Options): boolean {
  return Object.entries(htmlOptions).some(([html, text]) => text === name && options[html])
}

// An element that exists only here: its tags are taken out before the comparison.
function rawHtml(html: string): ReactElement {
  return createElement('x-html', { dangerouslySetInnerHTML: { __html: html } })
}

const reactNames: Record<string, string> = {
  autocomplete: 'autoComplete',
  maxlength: 'maxLength',
  tabindex: 'tabIndex',
}

function reactAttributes(attributes: unknown): Options {
  if (!isOptions(attributes)) return {}
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      reactNames[name] ?? name,
      isOptions(value) ? value['value'] : value,
    ]),
  )
}

function isOptions(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
