import { Details } from '../govuk/details/details.tsx'

/** Why nothing can be attached, and what to do with a certificate instead. */
export function NoFiles() {
  return (
    <section>
      <Details summaryText="Certificates and other files" classes="govuk-!-margin-bottom-2">
        <p className="govuk-body cc-small">
          Casecircle keeps your words, no files. Certificates, slides and letters often show names
          of people, and in a file nobody can check for them.
        </p>
        <p className="govuk-body cc-small">
          Keep the file where you keep your own papers, and write here what it is and where it is,
          such as “certificate of 14 May, in my training folder”. The regulator asks for your words.
          If it ever asks for a certificate, you find it from there.
        </p>
      </Details>
    </section>
  )
}
