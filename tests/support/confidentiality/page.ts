import { confidentialityRules } from '#server/cpd/rules/confidentiality/check.ts'
import { findingKinds } from '#server/cpd/rules/confidentiality/finding.ts'
import type { LabelledNote } from './corpus.ts'
import { alarmsPer500, figuresOf, recallOf, type Check, type Figures } from './figures.ts'
import { halves, type Half } from './half.ts'

/** What must hold on the half that was held out. */
export const targets = { recall: 0.95, recallOfKind: 0.85, alarmsPer500: 1 }

/** docs/confidentiality-check.md: what the check looks for, and how well it does. */
export function confidentialityPage(notes: readonly LabelledNote[], check: Check): string {
  const figures = (half: Half) =>
    figuresOf(
      notes.filter((note) => note.half === half),
      check,
    )
  const [open, heldOut] = [figures('open'), figures('held-out')]
  return `# The confidentiality check

It marks places in a CPD entry that could point at a real person, says why, and offers other words. It runs in the browser while one writes, under each box; without JavaScript the places are shown once the entry is saved. The server runs the same rules again for the year's checklist and before words leave: copied into a form, exported, or printed. It asks nobody else, keeps nothing of what it finds, and never stops anybody from saving.

**It finds patterns. It cannot tell that a text is anonymous.** A text without a finding can still show who somebody is: to a colleague, a neighbour, or the person themselves. Read it once as they would.

## What it looks for

| Kind | Why it is marked |
|---|---|
${findingKinds.map((kind) => `| ${confidentialityRules[kind].name} | ${confidentialityRules[kind].why} |`).join('\n')}

## How well it does

- Command: \`npm run confidentiality\` writes this page. A test fails when the page and the rules disagree.
- The corpus: ${notes.length} notes, ${open.words + heldOut.words} words, all invented, in \`tests/support/confidentiality\`. Some were written by hand, most are put together from sentences and words that each half has for itself.
- The rules were written beside the open half. The other half is held out: it is counted, and its misses are not read. The first time it was counted, recall was 0.975, with 1 false alarm in 14,158 words. One rule was widened because of that count: telephone numbers abroad.
- Recall: the share of the labelled details that a finding of the same kind touches. A false alarm: a finding that touches no label.
- To be, on the half held out: recall at least ${targets.recall} overall and ${targets.recallOfKind} for each kind; at most ${targets.alarmsPer500} false alarm in 500 words.

| Half | Notes | Words | Details | Found | Recall | False alarms | in 500 words |
|---|---|---|---|---|---|---|---|
${halves.map((half) => total(half, half === 'open' ? open : heldOut)).join('\n')}

By kind, on the half held out (the open half in brackets):

| Kind | Details | Recall | False alarms |
|---|---|---|---|
${findingKinds.map((kind) => byKind(kind, open, heldOut)).join('\n')}

## What it does not see

- Names in small letters, names that are not on its short lists and stand where nothing shows that they are names, and nicknames.
- A story that is known: what happened, in which order, and to whom.
- Places without an age, job titles that only one person holds, and dates without a year, unless somebody was born or died on them or initials stand beside them.
- Spelling mistakes in what it looks for, and languages other than English.
- Notes of real people. The corpus was written by those who wrote the rules: expect it to do worse on yours.

What it leaves alone on purpose: acts and their sections, standards, forms, public guidance and its dates, writers and theories, inquiries, and the abbreviations of this work.
`
}

function total(half: Half, figures: Figures): string {
  const { notes, words, labelled, found, falseAlarms } = figures
  const name = half === 'open' ? 'Open' : 'Held out'
  return `| ${name} | ${notes} | ${words} | ${labelled} | ${found} | ${recallOf(figures).toFixed(3)} | ${falseAlarms} | ${alarmsPer500(figures).toFixed(2)} |`
}

function byKind(kind: (typeof findingKinds)[number], open: Figures, heldOut: Figures): string {
  const [seen, unseen] = [open.byKind[kind], heldOut.byKind[kind]]
  return `| ${confidentialityRules[kind].name} | ${unseen.labelled} (${seen.labelled}) | ${recallOf(unseen).toFixed(2)} (${recallOf(seen).toFixed(2)}) | ${unseen.falseAlarms} (${seen.falseAlarms}) |`
}
