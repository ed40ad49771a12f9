import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Page } from '../layout/page.tsx'
import { LeftOnDevice } from './left-on-device.tsx'
import { OwnTexts } from './own-texts.tsx'
import type { RemovedPage, RoomRefusal } from './room-page.ts'

/** For somebody who is no longer in the room: their own words, to be copied, and nothing else of it. */
export function RemovedView({ page, refusal }: { page: RemovedPage; refusal: RoomRefusal | null }) {
  const { title, startsAt, why } = page
  const typed = refusal?.typed['text'] ?? refusal?.typed['title'] ?? ''
  const unsent = typed === '' ? [] : [{ heading: 'What you have just written', text: typed }]
  const texts = [...unsent, ...page.texts]
  return (
    <Page reader={useReader()}>
      <h1 className="govuk-heading-l">You are no longer in this room</h1>
      <p className="govuk-body">
        “{title}”, {dayTextWithYear(londonDay(startsAt))}, {clockText(startsAt)}.{' '}
        {why === 'removed'
          ? 'The facilitator took you out of it.'
          : 'It belongs to a team that you are no longer in.'}{' '}
        What you sent to the team stays with the team.
      </p>
      {texts.length > 0 ? (
        <>
          <p className="govuk-body">
            What you had written and not sent is yours. Copy what you want to keep.
          </p>
          <OwnTexts texts={texts} />
        </>
      ) : (
        <p className="govuk-body">You had written nothing there that was not sent.</p>
      )}
      <LeftOnDevice room={page.room} device={page.deviceKey} />
      <p className="govuk-body govuk-!-margin-top-6">
        <a className="govuk-link" href={paths.home}>
          Go to the home page
        </a>
      </p>
    </Page>
  )
}

export const removedTitle = 'You are no longer in this room – Casecircle'
