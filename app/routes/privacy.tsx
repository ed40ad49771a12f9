import type { MetaFunction } from '@remix-run/node'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Page } from '#app/ui/layout/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Privacy – Casecircle' }]

export default function PrivacyPage() {
  return (
    <Page reader={useReader()}>
      <h1 className="govuk-heading-xl">Privacy</h1>
      <h2 className="govuk-heading-m">What only you can read</h2>
      <p className="govuk-body">
        Your reflections, notes, drafts, own learning and CPD entries. No manager, administrator or
        report ever shows them, and there is no way in for an emergency. They belong to you, not to
        your employer. You can export them at any time, and take{' '}
        <a className="govuk-link" href={paths.aboutMe}>
          everything about you
        </a>{' '}
        with you in one file.
      </p>
      <p className="govuk-body">
        One exception, and only you can make it: you may share one CPD entry with one colleague,
        such as your supervisor, for a time that you choose. They read that entry and nothing else.
        You{' '}
        <a className="govuk-link" href={paths.shared}>
          see each time they read it
        </a>
        , and can end it at any moment.
      </p>
      <h2 className="govuk-heading-m">What your manager sees</h2>
      <p className="govuk-body">
        Facts: that you have not started, are under way with or have finished a module, and when;
        that you were in a room, and when; whether your CPD year is ready. You can{' '}
        <a className="govuk-link" href={paths.account}>
          hide the last one
        </a>
        . No minutes, no answers, no words. Until you have finished a module, your manager can also
        see your address at work, to remind you.
      </p>
      <h2 className="govuk-heading-m">What your team reads</h2>
      <p className="govuk-body">
        What you post in a room, with your name, once its phase has shown it. Those who were in the
        room read it. Its summary (agreed statements, actions, themes) is also there for the other
        members of your team. Nobody else reads it, administrators included. Whoever is taken out of
        a room reads nothing more of it, and keeps their own words. A colleague of your organisation
        who comes in with the room’s code is in the room like you. Where a room is shown on a wall,
        whoever looks at the wall, or has its address until it is stopped, reads the question, the
        time, and what the team shares at that moment.
      </p>
      <p className="govuk-body">
        Where a phase is held without names, your name is not stored with your text, is not sent to
        anybody, your manager included, and cannot be found in an export. When fewer than four
        people wrote, each is asked before anything is shown. What a small group writes is read by
        its members and by whoever leads, and by everybody once the groups come back.
      </p>
      <p className="govuk-body">
        When you ask for a pause, the button says who will see that. When you raise a hand,
        everybody in the room sees it.
      </p>
      <h2 className="govuk-heading-m">What you show to others</h2>
      <p className="govuk-body">
        Evidence is what Casecircle itself can say: a module completed, a room attended. You can
        make a verify link of it, and stop it at any time. Whoever has the link sees the fact, when,
        the name of your organisation, and the number and job titles of your peers. Your name is not
        shown. It is in a file that you download only if you choose so. There is never a word of
        your reflections in either.
      </p>
      <h2 className="govuk-heading-m">When you change your employer</h2>
      <p className="govuk-body">
        Your account and your record stay yours.{' '}
        <a className="govuk-link" href={paths.privateAddress}>
          Add a private e-mail address
        </a>{' '}
        first, so that you can sign in afterwards. Your employer does not see the address. It keeps
        the facts. Casecircle deletes none of them by itself: ask your employer how long it keeps
        them.
      </p>
      <h2 className="govuk-heading-m">When you delete your account</h2>
      <p className="govuk-body">
        Your words, your account and whatever is there only for you are gone for good, from the
        database file too. Facts and the log of who did what stay under a number that names nobody.
        In rooms your texts and your name are overwritten. Copies that Casecircle makes of the
        database before an update are deleted after 30 days; ask your employer how long it keeps
        other backups. You see{' '}
        <a className="govuk-link" href={paths.deleteAccount}>
          what goes and what stays
        </a>{' '}
        before you decide, and get a receipt that does not name you.
      </p>
      <h2 className="govuk-heading-m">Mail and calendars</h2>
      <p className="govuk-body">
        A mail holds numbers, fixed sentences and one link, never a word of yours. Reminders come
        once a week at most; others say that a long file is ready, or that an entry was shared with
        you. One click{' '}
        <a className="govuk-link" href={paths.reminders}>
          ends them
        </a>
        . We do not see whether you open a mail. Whoever has the address of{' '}
        <a className="govuk-link" href={paths.calendar}>
          your calendar
        </a>{' '}
        reads when renewal opens and when your rooms are, until you end it.
      </p>
      <h2 className="govuk-heading-m">What is logged</h2>
      <p className="govuk-body">
        Who did what and when, never content.{' '}
        <a className="govuk-link" href={paths.ownReads}>
          You see what was logged about you
        </a>
        .
      </p>
      <h2 className="govuk-heading-m">What we cannot promise</h2>
      <p className="govuk-body">
        Somebody with full control of the server could read what is stored there. A court can order
        disclosure. A backup holds what it held on its day until it expires. While people write
        without names, somebody with full control of the server could watch, and a backup made then
        holds who wrote what until it expires. Others may guess from your words. Please leave out
        anything that shows who a real person is.
      </p>
      <h2 className="govuk-heading-m">On your device</h2>
      <p className="govuk-body">
        What you write in a room is kept on your device only until it has been sent. It is locked
        there: it can be read by you, while you are signed in, and by nobody else. On a shared
        computer nothing is kept: say so when you sign in.
      </p>
      <h2 className="govuk-heading-m">Cookies</h2>
      <p className="govuk-body">
        Two, and both are needed. One keeps you signed in until you close the browser, after 60 idle
        minutes or 12 hours at most. The other tells the sign-in page for 180 days that you have
        used this browser before, so that strangers who guess at your password do not keep you out.
        It does not say who you are, and on a shared computer there is none. Nothing is loaded from
        other sites.
      </p>
    </Page>
  )
}
