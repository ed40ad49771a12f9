import { createElement as h, Fragment, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { sectionLimitMinutes } from '../rules/reading-time.ts'
import type { Finding } from '../rules/release.ts'
import type { Preview, PreviewedPart } from './preview-draft.server.ts'

/** The page that an author looks at while writing: what is to be mended, and the toolkit below. */
export function previewPage(
  preview: Preview,
  version: string,
  parts: PreviewedPart[] | null,
): string {
  const { title, findings } = preview
  const page = h(
    'html',
    { lang: 'en-GB', className: 'govuk-template', 'data-version': version },
    h(
      'head',
      null,
      h('meta', { charSet: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('title', null, `${findings.length > 0 ? `(${findings.length}) ` : ''}Preview: ${title}`),
      h('link', { rel: 'stylesheet', href: '/preview.css' }),
      h('script', { src: '/preview-reload.js', type: 'module' }),
    ),
    h(
      'body',
      { className: 'govuk-template__body' },
      h(
        'div',
        { className: 'govuk-width-container' },
        h(
          'main',
          { className: 'govuk-main-wrapper', id: 'main-content' },
          h('span', { className: 'govuk-caption-l' }, 'Preview: nobody else sees this'),
          h('h1', { className: 'govuk-heading-xl' }, title),
          panel(findings, preview.parts === null && parts !== null),
          parts && figures(parts),
          parts?.map((one) => h(Fragment, { key: one.id }, document(one))),
        ),
      ),
    ),
  )
  return `<!DOCTYPE html>${renderToStaticMarkup(page)}`
}

function panel(findings: readonly Finding[], isOld: boolean): ReactNode {
  return h(
    'section',
    { className: 'govuk-inset-text', 'aria-labelledby': 'mend', id: 'findings' },
    h(
      'h2',
      { className: 'govuk-heading-m', id: 'mend' },
      findings.length === 0 ? 'Nothing to mend' : `${findings.length} to mend`,
    ),
    isOld && h('p', { className: 'govuk-body' }, 'Below is the text as it was before it broke.'),
    findings.length > 0 &&
      h(
        'ul',
        { className: 'govuk-list govuk-list--spaced' },
        findings.map((one, index) =>
          h(
            'li',
            { key: index },
            h(
              'strong',
              { className: 'govuk-!-text-break-word' },
              `${one.file}:${one.line}:${one.column}`,
            ),
            ` ${one.rule}. ${one.message} ${one.mend}`,
          ),
        ),
      ),
  )
}

function figures(parts: readonly PreviewedPart[]): ReactNode {
  return h(
    'section',
    { id: 'figures', 'aria-labelledby': 'time' },
    h('h2', { className: 'govuk-heading-m', id: 'time' }, 'Time and reading age'),
    h(
      'ul',
      { className: 'govuk-list' },
      parts.map((one) =>
        h(
          'li',
          { key: one.id },
          h('a', { className: 'govuk-link', href: `#${one.id}` }, one.title),
          `: ${[minutesText(one.minutes), ageText(one.readingAge)].filter(Boolean).join(', ')}`,
        ),
      ),
    ),
  )
}

function ageText(age: number | null): string {
  return age === null ? 'too short for a reading age' : `reading age ${age}`
}

function minutesText(minutes: number | null): string {
  if (minutes === null) return ''
  const whole = minutes === 1 ? '1 minute' : `${minutes} minutes`
  return minutes > sectionLimitMinutes ? `${whole} (too long)` : whole
}

function document(part: PreviewedPart): ReactNode {
  return h(
    'article',
    { id: part.id, className: 'govuk-!-text-break-word' },
    h('hr', {
      className: 'govuk-section-break govuk-section-break--xl govuk-section-break--visible',
    }),
    h('h2', { className: 'govuk-heading-l' }, part.title),
    part.html.map((html, index) =>
      h(
        Fragment,
        { key: index },
        h('div', { dangerouslySetInnerHTML: { __html: html } }),
        item(part.items[index]),
      ),
    ),
  )
}

function item(one: PreviewedPart['items'][number] | undefined): ReactNode {
  if (!one) return null
  return h(
    'div',
    { className: 'govuk-inset-text' },
    h('p', { className: 'govuk-body govuk-!-font-weight-bold' }, `${one.type}: ${one.id}`),
    one.scenes.length === 0
      ? one.words
          .split('\n')
          .map((line, index) => h('p', { key: index, className: 'govuk-body' }, line))
      : one.scenes.map((html, index) =>
          h('div', { key: index, dangerouslySetInnerHTML: { __html: html } }),
        ),
  )
}
