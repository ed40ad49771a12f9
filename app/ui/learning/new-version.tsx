import { paths } from '#app/paths.ts'
import type { NewVersion } from '#server/learning/study.server.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { doText } from './words.ts'

/** In a section: that there is a new version, said until its reader has said that they know. */
export function NewVersionNote(props: { toolkit: string; section: string; changed: NewVersion }) {
  const { toolkit, section, changed } = props
  return (
    <Panel as="section" labelledBy="new-version" classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-s govuk-!-margin-bottom-1" id="new-version">
        There is a new version ({changed.version})
      </h2>
      {changed.notes.map(({ version, note }) => (
        <p className="govuk-body" key={version}>
          {changed.notes.length === 1 ? note : `${version}: ${note}`}
        </p>
      ))}
      <p className="govuk-body">
        Your answers are kept. {doText(changed)}{' '}
        <a className="govuk-link" href={paths.toolkit(toolkit)}>
          See what is new to you
        </a>
      </p>
      <form method="post" action={paths.toolkit(toolkit)}>
        <input type="hidden" name="section" value={section} />
        <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">I have read this</Button>
      </form>
    </Panel>
  )
}
