import type { MetaFunction } from '@remix-run/node'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Help – Casecircle' }]

export default function HelpPage() {
  return (
    <Page reader={useReader()}>
      <h1 className="govuk-heading-xl">Help</h1>
      <h2 className="govuk-heading-m">How it works</h2>
      <ol className="govuk-list govuk-list--number govuk-list--spaced">
        <li>Your manager gives your team a toolkit.</li>
        <li>
          You do its module alone, in pieces of about 7 minutes. You can stop anywhere: you come
          back to the same place.
        </li>
        <li>
          Your team meets in a room. Your manager leads it. You read a case together, part by part,
          and think about it.
        </li>
        <li>Before you leave, you write down what you learnt. Only you can read that.</li>
        <li>
          You have two drafts in{' '}
          <a className="govuk-link" href={paths.cpd}>
            My CPD
          </a>
          . Complete them, mark them as ready, and copy them into your regulator’s form.
        </li>
      </ol>
      <h2 className="govuk-heading-m" id="rooms">
        What happens in a room
      </h2>
      <p className="govuk-body">
        A room most often has ten phases and takes 90 minutes; there are shorter formats. The time
        is a guide: only the facilitator moves it on, and everybody has ten seconds to finish a
        sentence. In a round each person has a turn and may pass. What you write in “Write” is shown
        to the team when that phase ends, not before. Your own notes and your own learning stay
        yours.
      </p>
      <p className="govuk-body">
        You can take part on a phone or a laptop, together in one place or apart. If the connection
        is poor, go on writing. Without JavaScript, press “Check for news” to see what is new.
      </p>
      <h2 className="govuk-heading-m" id="joining">
        Coming in, and the wall
      </h2>
      <p className="govuk-body">
        Your team finds its room on the home page. With the room’s code a colleague of your
        organisation who is not in the team{' '}
        <a className="govuk-link" href={paths.join}>
          can join too
        </a>
        , while the room is open. If two of you share one device, whoever is signed in on it says
        so: both count as here. Each of you signs, and writes own learning, on your own account.
      </p>
      <p className="govuk-body">
        Those who lead a room can show it on a wall. The wall shows the question, the time, and what
        the team shares: no private text, no notes, no names while people write without names. An
        address for the wall works without signing in until it is stopped.
      </p>
      <p className="govuk-body">
        Who leads for the first time can rehearse alone: “Rehearse alone first” stands beside
        “Schedule a room”. Invented colleagues take part, and nothing of it is kept.
      </p>
      <p className="govuk-body">
        A closed room leaves a summary to the team, on a page and as a file. What it left to do
        stands at the start of the team’s next room.
      </p>
      <h2 className="govuk-heading-m">Who reads what</h2>
      <p className="govuk-body">
        Each field says who reads it. The{' '}
        <a className="govuk-link" href={paths.privacy}>
          privacy page
        </a>{' '}
        says it in full.
      </p>
      <h2 className="govuk-heading-m" id="authors">
        Writing a toolkit
      </h2>
      <p className="govuk-body">
        A toolkit is a folder of text, and you need no programming to write one. The guide for
        authors comes with Casecircle, in the file docs/authors.md. Ask the people who run
        Casecircle for it: they can also make you a first toolkit, which explains itself.
      </p>
      <h2 className="govuk-heading-m">Something does not work</h2>
      <p className="govuk-body">
        Tell the people who run Casecircle in your organisation. If a page shows a reference, give
        them that. If you have found a way to see or change what is not yours, tell them at once.
      </p>
    </Page>
  )
}
