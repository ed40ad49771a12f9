import { paths } from '#app/paths.ts'
import type { Overview } from '#server/learning/study.server.ts'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Panel } from '../panel.tsx'
import { doText } from './words.ts'

type Changed = NonNullable<Overview['changed']>

/** What is different since the reader worked on this module, and whether there is anything to do. */
export function WhatChanged(props: { toolkit: string; version: string; changed: Changed }) {
  const { toolkit, version, changed } = props
  const { notes, sections, retiredAnswers, completedByEdit } = changed
  return (
    <Panel as="section" labelledBy="what-changed" classes="govuk-!-margin-bottom-6">
      <h2 className="govuk-heading-s govuk-!-margin-bottom-1" id="what-changed">
        There is a new version ({version})
      </h2>
      {notes.length === 1 ? (
        <p className="govuk-body">{notes[0]?.note}</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {notes.map((one) => (
            <li key={one.version}>
              {one.version}: {one.note}
            </li>
          ))}
        </ul>
      )}
      <p className="govuk-body">
        What you completed stays completed, and your answers are kept. {doText(changed)}
      </p>
      {sections.length > 0 ? (
        <ul className="govuk-list govuk-list--bullet">
          {sections.map(({ section, title, questions }) => (
            <li key={section}>
              <a className="govuk-link" href={paths.section(toolkit, section)}>
                {title}
              </a>
              : {questions === 1 ? '1 question is new' : `${questions} questions are new`} to you
            </li>
          ))}
        </ul>
      ) : null}
      {retiredAnswers > 0 ? (
        <p className="govuk-body">
          {retiredAnswers === 1 ? 'One question' : `${retiredAnswers} questions`} that you answered
          {retiredAnswers === 1 ? ' is' : ' are'} no longer asked. You find your answer below.
        </p>
      ) : null}
      {completedByEdit ? (
        <p className="govuk-body">
          What you still had to do is no longer part of the module. Press the button, and it is
          recorded as completed.
        </p>
      ) : null}
      <form method="post">
        <Button classes="govuk-button--secondary govuk-!-margin-bottom-0">
          {completedByEdit ? 'Record it as completed' : 'I have read this'}
        </Button>
      </form>
    </Panel>
  )
}

/** Answers to questions that the module no longer asks. */
export function EarlierAnswers({ answers }: { answers: Overview['earlierAnswers'] }) {
  if (answers.length === 0) return null
  return (
    <Details summaryText={`Your answers to questions that are no longer asked (${answers.length})`}>
      <ul className="govuk-list govuk-list--spaced">
        {answers.map(({ question, answer }) => (
          <li key={question}>
            {question}
            <br />
            <b>You answered: {answer}</b>
          </li>
        ))}
      </ul>
    </Details>
  )
}
