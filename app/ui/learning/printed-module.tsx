import { paths } from '#app/paths.ts'
import type { PrintedModule } from '#server/learning/rules/module-paper.ts'
import type { PrintedItem } from '#server/learning/rules/printed-item.ts'
import { dateText } from './toolkit-facts.tsx'

/** Whether an address asks for one's own answers. Left out, they stay off the paper. */
export function wantsAnswers(request: Request): boolean {
  return new URL(request.url).searchParams.get('answers') === 'yes'
}

/** A whole module as one text: sections, things to do, words, and sources numbered through. */
export function PrintedModuleText({ module }: { module: PrintedModule }) {
  const { title, summary, version, licence, authors, review } = module
  return (
    <article className="cc-printed">
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="govuk-body-l">{summary}</p>
      <p className="govuk-body cc-quiet">
        Version {version}. {authors.join(', ')}. {licence}. Review: {review.by},{' '}
        {dateText(review.on)}.
      </p>
      {module.sections.map((section) => (
        <section key={section.id} aria-labelledby={`section-${section.id}`}>
          <h2 className="govuk-heading-l" id={`section-${section.id}`}>
            {section.number}. {section.title}
          </h2>
          {section.warning ? (
            <p className="govuk-body">
              <b>Before you read on.</b> {section.warning}
            </p>
          ) : null}
          {section.blocks.map((block, index) =>
            block.kind === 'html' ? (
              // HTML of our own making: compiled from checked content when it was published.
              <div
                key={index}
                className="cc-prose"
                dangerouslySetInnerHTML={{ __html: block.html }}
              />
            ) : (
              <Item key={block.item.id} item={block.item} />
            ),
          )}
        </section>
      ))}
      <Terms terms={module.terms} />
      <Sources references={module.references} />
      <p className="govuk-body cc-quiet">
        From {paths.toolkit(module.toolkit)} on Casecircle. Answer it there, and it counts.
      </p>
    </article>
  )
}

function Item({ item }: { item: PrintedItem }) {
  const { label, question, options, lines } = item
  return (
    <div className="cc-printed__item">
      <p className="govuk-body">
        <b>{label}.</b> {question}
      </p>
      {options.length > 0 ? (
        <ul className="govuk-list cc-printed__options">
          {options.map(({ text, isChosen }, index) => (
            <li key={index} className={isChosen ? 'cc-printed__chosen' : undefined}>
              {text}
              {isChosen ? <b> (you chose this)</b> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {lines.map((line, index) => (
        <div key={index}>
          {line.label === '' ? null : <p className="govuk-body">{line.label}</p>}
          {line.text === '' ? (
            <div className={`cc-printed__space${line.isShort ? ' cc-printed__space--line' : ''}`} />
          ) : (
            <p className="govuk-body cc-printed__own">{line.text}</p>
          )}
        </div>
      ))}
    </div>
  )
}

function Terms({ terms }: Pick<PrintedModule, 'terms'>) {
  if (terms.length === 0) return null
  return (
    <section aria-labelledby="words">
      <h2 className="govuk-heading-l" id="words">
        Words used here
      </h2>
      <dl className="cc-prose">
        {terms.map(({ id, term, html }) => (
          <div key={id}>
            <dt
              id={`term-${id}`}
              className="govuk-!-font-weight-bold"
              dangerouslySetInnerHTML={{ __html: term }}
            />
            <dd dangerouslySetInnerHTML={{ __html: html }} />
          </div>
        ))}
      </dl>
    </section>
  )
}

function Sources({ references }: Pick<PrintedModule, 'references'>) {
  if (references.length === 0) return null
  return (
    <section aria-labelledby="references">
      <h2 className="govuk-heading-l" id="references">
        References
      </h2>
      <ol className="govuk-list govuk-list--number">
        {references.map(({ number, html }) => (
          <li key={number} id={`ref-${number}`} dangerouslySetInnerHTML={{ __html: html }} />
        ))}
      </ol>
    </section>
  )
}
