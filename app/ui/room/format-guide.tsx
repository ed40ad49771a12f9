/** How to lead a format: its guide, its ground rules, and what to say in each phase. */
export function FormatGuide(props: {
  format: {
    title: string
    guide: string
    rules: readonly string[]
    parts?: readonly { part: string; title: string; does: string }[]
    phases: readonly {
      id: string
      title: string
      minutes: number
      prompts: readonly string[]
      say?: string | undefined
      speaks?: string | undefined
    }[]
  }
}) {
  const { title, guide, rules, phases, parts = [] } = props.format
  return (
    <section aria-labelledby="format" className="govuk-!-margin-top-7">
      <h2 className="govuk-heading-l" id="format">
        How to lead “{title}”
      </h2>
      <GuideText text={guide} />
      <h3 className="govuk-heading-m">Ground rules</h3>
      <ul className="govuk-list govuk-list--bullet">
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      {parts.length > 0 ? (
        <>
          <h3 className="govuk-heading-m">Parts</h3>
          <dl className="govuk-body">
            {parts.map(({ part, title: name, does }) => (
              <div key={part} className="govuk-!-margin-bottom-3">
                <dt className="govuk-!-font-weight-bold">{name}</dt>
                <dd className="govuk-!-margin-left-0">{does}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
      <h3 className="govuk-heading-m">Phase by phase</h3>
      <ol className="cc-stages">
        {phases.map((phase, index) => (
          <li key={phase.id}>
            <h4 className="govuk-heading-s govuk-!-margin-bottom-1">
              {index + 1}. {phase.title} ({phase.minutes} min)
            </h4>
            {phase.speaks ? <p className="govuk-body cc-quiet">{phase.speaks}</p> : null}
            {phase.say ? <p className="govuk-body">You could say: “{phase.say}”</p> : null}
            <ul className="govuk-list govuk-list--bullet">
              {phase.prompts.map((prompt) => (
                <li key={prompt}>{prompt}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** A guide is plain text: paragraphs, and lines that begin with a hyphen as a list. */
function GuideText({ text }: { text: string }) {
  const blocks = text.trim().split(/\n\s*\n/)
  return (
    <>
      {blocks.map((block) => {
        const lines = block.split('\n')
        return lines.every((line) => line.startsWith('- ')) ? (
          <ul key={block} className="govuk-list govuk-list--bullet">
            {lines.map((line) => (
              <li key={line}>{line.slice(2)}</li>
            ))}
          </ul>
        ) : (
          <p key={block} className="govuk-body">
            {block}
          </p>
        )
      })}
    </>
  )
}
