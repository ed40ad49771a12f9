import { paths } from '#app/paths.ts'

/** Where somebody finds what is known of them, and what they can do about it. */
export function OwnData({ isEmployed }: { isEmployed: boolean }) {
  // Who belongs to no organisation has none to leave.
  const shown = links.filter(({ href }) => isEmployed || href !== paths.leave)
  return (
    <>
      <h2 className="govuk-heading-m">What is yours</h2>
      <ul className="govuk-list cc-links">
        {shown.map(({ href, text, what }) => (
          <li key={href}>
            <a className="govuk-link" href={href}>
              {text}
            </a>
            <div className="cc-small cc-quiet">{what}</div>
          </li>
        ))}
      </ul>
    </>
  )
}

const links = [
  {
    href: paths.ownReads,
    text: 'Who read what of mine',
    what: 'Every read of what you share, and what was logged about you.',
  },
  {
    href: paths.privateAddress,
    text: 'A private e-mail address',
    what: 'So that you can sign in when your employer’s address is gone.',
  },
  {
    href: paths.reminders,
    text: 'Reminders by mail',
    what: 'What is missing for your CPD year, weekly at most, and what is new. Or never.',
  },
  {
    href: paths.calendar,
    text: 'My dates in a calendar',
    what: 'Renewal and your rooms in the calendar that you use anyway.',
  },
  {
    href: paths.aboutMe,
    text: 'Everything about me',
    what: 'One file with all that Casecircle knows about you.',
  },
  {
    href: paths.leave,
    text: 'Leave my employer',
    what: 'Your record stays yours.',
  },
  {
    href: paths.deleteAccount,
    text: 'Delete my account',
    what: 'For good, with a receipt. You see first what goes and what must stay.',
  },
]
