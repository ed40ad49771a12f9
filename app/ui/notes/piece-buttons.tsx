import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'

/** What is done with a note or a diary entry: save, make a CPD draft of it, take it away. */
export function PieceButtons(props: { save: string; remove: string; entry: string | null }) {
  return (
    <>
      <div className="cc-btn-row">
        <Button name="intent" value="save">
          {props.save}
        </Button>
        {props.entry === null ? (
          <Button name="intent" value="promote" classes="govuk-button--secondary">
            Make a CPD draft of it
          </Button>
        ) : (
          <a className="govuk-link" href={paths.cpdEntry(props.entry)}>
            Go to the CPD entry you made of it
          </a>
        )}
      </div>
      <p className="govuk-body cc-small cc-quiet">
        A CPD draft begins with your words and where they are from. The rest is yours to write.
      </p>
      <Button name="intent" value="remove" classes="govuk-button--warning">
        {props.remove}
      </Button>
    </>
  )
}
