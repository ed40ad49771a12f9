import { createElement as h, type ComponentType, type ReactNode } from 'react'
import { headingSlug, linkTarget } from './rules/link.ts'
import type { GlossaryTerm, Reference } from './rules/release.ts'
import type { calloutKinds } from './rules/vocabulary.ts'

/** What a document's components need to know of where they stand. */
export type Setting = {
  toolkit: string
  /** Before each id, so that several documents can stand on one page. */
  prefix: string
  /** The address and size of a picture, and its number in the module. */
  picture: (src: string) => { address: string; width?: number; height?: number; number: number }
  /** A video with its captions and its transcript. */
  video: (named: { src: string; captions: string; transcript: string }) => ReactNode
  /** References in the order in which the document cites them first. */
  references: readonly Reference[]
  /** Terms that the document explains, in its order. */
  terms: readonly GlossaryTerm[]
}

type Props = { children?: ReactNode; [attribute: string]: unknown }
export type ProseComponents = Record<string, ComponentType<Props>>

const calloutNames: Record<(typeof calloutKinds)[number], string> = {
  note: 'Note',
  practice: 'In practice',
  law: 'The law',
  care: 'Take care',
}

/** Marks in the rendered HTML at which it is taken apart. React escapes text, so no prose makes one. */
export const itemMark = 'cc-item'
export const notesMark = 'cc-notes'
export const scenesMark = 'cc-scenes'
export const sceneMark = 'cc-scene'

/** The components of the vocabulary and GOV.UK's classes on Markdown, for one document. */
export function proseComponents(setting: Setting): ProseComponents {
  const cited = new Map<string, number>()
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  return {
    ...markdown(setting),
    Callout: ({ kind, children }) => {
      const name = isCalloutKind(kind) ? kind : 'note'
      const panel = name === 'care' ? 'cc-panel cc-panel--warn' : 'cc-panel'
      return h(
        'div',
        { className: `${panel} cc-callout cc-callout--${name}` },
        h(
          'p',
          { className: 'govuk-body govuk-!-font-weight-bold cc-callout__kind' },
          calloutNames[name],
        ),
        children,
      )
    },
    Figure: ({ src, alt, caption }) => {
      const { address, width, height, number } = setting.picture(text(src))
      return h(
        'figure',
        { className: 'cc-figure' },
        h('img', { src: address, alt: text(alt), width, height }),
        h('figcaption', null, `Figure ${number}. ${text(caption)}`),
      )
    },
    Term: ({ id, children }) =>
      h(
        'a',
        { className: 'govuk-link cc-term', href: `#${setting.prefix}term-${text(id)}` },
        children,
      ),
    Cite: ({ cite }) => {
      const id = text(cite)
      const number = setting.references.findIndex((one) => one.id === id) + 1
      const time = (cited.get(id) ?? 0) + 1
      cited.set(id, time)
      return h(
        'sup',
        { className: 'cc-cite' },
        h(
          'a',
          {
            className: 'govuk-link',
            href: `#${setting.prefix}ref-${number}`,
            ...(time === 1 ? { id: `${setting.prefix}cite-${number}` } : {}),
          },
          h('span', { className: 'govuk-visually-hidden' }, 'Reference '),
          number,
        ),
      )
    },
    Expand: ({ title, children }) =>
      h(
        'details',
        { className: 'govuk-details' },
        h(
          'summary',
          { className: 'govuk-details__summary' },
          h('span', { className: 'govuk-details__summary-text' }, text(title)),
        ),
        h('div', { className: 'govuk-details__text' }, children),
      ),
    Check: ({ id }) => h(itemMark, { 'data-item': text(id) }),
    // A check's question and choices reach the page as a form, not as prose.
    Choice: () => null,
    Pair: () => null,
    Confidence: ({ id }) => h(itemMark, { 'data-item': text(id) }),
    Reflection: ({ id }) => h(itemMark, { 'data-item': text(id) }),
    Survey: ({ id }) => h(itemMark, { 'data-item': text(id) }),
    Statement: () => null,
    Vignette: ({ id, children }) => [
      h(itemMark, { key: 'item', 'data-item': text(id) }),
      h(scenesMark, { key: 'scenes', 'data-item': text(id) }, children),
    ],
    Scene: ({ children }) => h(sceneMark, null, children),
    Go: () => null,
    Spread: ({ id }) => h(itemMark, { 'data-item': text(id) }),
    Option: () => null,
    Judgement: () => null,
    Video: ({ src, captions, transcript }) =>
      setting.video({ src: text(src), captions: text(captions), transcript: text(transcript) }),
    FacilitatorNotes: ({ children }) => h(notesMark, null, children),
  }
}

function isCalloutKind(kind: unknown): kind is keyof typeof calloutNames {
  return typeof kind === 'string' && Object.hasOwn(calloutNames, kind)
}

function markdown(setting: Setting): ProseComponents {
  const heading = (level: 'h2' | 'h3' | 'h4', className: string): ComponentType<Props> =>
    function Heading({ children }) {
      return h(
        level,
        { className, id: `${setting.prefix}h-${headingSlug(words(children))}` },
        children,
      )
    }
  const plain = (element: string, className: string): ComponentType<Props> =>
    function Plain({ children }) {
      return h(element, { className }, children)
    }
  const cell = (element: 'th' | 'td', className: string): ComponentType<Props> =>
    function Cell({ children }) {
      return h(element, { className, ...(element === 'th' ? { scope: 'col' } : {}) }, children)
    }
  return {
    h2: heading('h2', 'govuk-heading-m'),
    h3: heading('h3', 'govuk-heading-s'),
    h4: heading('h4', 'govuk-heading-s'),
    p: plain('p', 'govuk-body'),
    ul: plain('ul', 'govuk-list govuk-list--bullet'),
    ol: function Ordered({ children, start }) {
      const from = typeof start === 'number' ? { start } : {}
      return h('ol', { className: 'govuk-list govuk-list--number', ...from }, children)
    },
    blockquote: plain('blockquote', 'govuk-inset-text'),
    hr: () => h('hr', { className: 'govuk-section-break govuk-section-break--m' }),
    table: plain('table', 'govuk-table'),
    thead: plain('thead', 'govuk-table__head'),
    tbody: plain('tbody', 'govuk-table__body'),
    tr: plain('tr', 'govuk-table__row'),
    th: cell('th', 'govuk-table__header'),
    td: cell('td', 'govuk-table__cell'),
    a: function Link({ href, children }) {
      const target = linkTarget(typeof href === 'string' ? href : '')
      if (!target) return h('span', null, children)
      return h('a', { className: 'govuk-link', href: address(target, setting) }, children)
    },
  }
}

function address(target: NonNullable<ReturnType<typeof linkTarget>>, setting: Setting): string {
  switch (target.kind) {
    case 'web':
      return target.href
    case 'heading':
      return `#${setting.prefix}h-${target.heading}`
    case 'section':
      return `/toolkits/${setting.toolkit}/sections/${target.section}`
  }
}

/** The words inside React children. */
function words(children: ReactNode): string {
  if (typeof children === 'string' || typeof children === 'number') return String(children)
  if (Array.isArray(children)) return children.map((child: ReactNode) => words(child)).join('')
  if (typeof children === 'object' && children !== null && 'props' in children) {
    const props: unknown = children.props
    if (typeof props === 'object' && props !== null && 'children' in props)
      return words(isNode(props.children) ? props.children : '')
  }
  return ''
}

function isNode(value: unknown): value is ReactNode {
  return ['string', 'number', 'object'].includes(typeof value)
}

/**
 * The glossary and the references as they stand at the end of a text; null without any. `shown`
 * says which of the document's own belong to this end: those of the facilitator's notes alone
 * stand under the notes.
 */
export function endMatter(setting: Setting, shown: (id: string) => boolean): ReactNode {
  const { prefix } = setting
  const numbered = setting.references.map((one, index) => ({ one, number: index + 1 }))
  const references = numbered.filter(({ one }) => shown(one.id))
  const terms = setting.terms.filter((one) => shown(one.id))
  if (references.length === 0 && terms.length === 0) return null
  return h(
    'div',
    { className: 'cc-endmatter' },
    terms.length > 0 &&
      h(
        'section',
        { className: 'cc-glossary', 'aria-labelledby': `${prefix}words` },
        h('h2', { className: 'govuk-heading-m', id: `${prefix}words` }, 'Words used here'),
        h(
          'dl',
          null,
          ...terms.flatMap((one) => [
            h(
              'dt',
              {
                key: `${one.id}-term`,
                id: `${prefix}term-${one.id}`,
                className: 'govuk-!-font-weight-bold',
              },
              one.term,
            ),
            h('dd', { key: one.id }, one.definition),
          ]),
        ),
      ),
    references.length > 0 &&
      h(
        'section',
        { className: 'cc-references', 'aria-labelledby': `${prefix}references` },
        h('h2', { className: 'govuk-heading-m', id: `${prefix}references` }, 'References'),
        h(
          'ol',
          { className: 'govuk-list govuk-list--number', start: references[0]?.number },
          ...references.map(({ one, number }) => referenceLine(one, number, prefix)),
        ),
      ),
  )
}

function referenceLine(one: Reference, number: number, prefix: string): ReactNode {
  const link = one.doi === undefined ? one.url : `https://doi.org/${one.doi}`
  const publisher = one.publisher === undefined ? '' : ` ${one.publisher}.`
  const title = h('cite', null, one.title)
  const stop = /[.?!]$/.test(one.title) ? '' : '.'
  return h(
    'li',
    { key: one.id, id: `${prefix}ref-${number}` },
    ...(one.authors === undefined
      ? [title, ` (${one.year}).`]
      : [`${one.authors} (${one.year}) `, title, stop]),
    `${publisher} `,
    h(
      'a',
      { className: 'govuk-link', href: link },
      one.doi === undefined ? hostOf(link) : `doi:${one.doi}`,
    ),
    ' ',
    h(
      'a',
      { className: 'govuk-link', href: `#${prefix}cite-${number}` },
      'Back to the text',
      h('span', { className: 'govuk-visually-hidden' }, ` at reference ${number}`),
    ),
  )
}

function hostOf(address = ''): string {
  return address.replace(/^https?:\/\/(?:www\.)?/, '').split('/')[0] ?? ''
}
