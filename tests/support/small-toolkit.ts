import { publishBeside, smallToolkitYaml } from './toolkit-beside.ts'

/** A toolkit of two short sections with an order, a match, how sure one is, boxes and surveys. */
const files = {
  'toolkits/small/toolkit.yaml': smallToolkitYaml('small', 'A small toolkit'),
  'toolkits/small/module/01-start.mdx': `---
title: What to do with what you hear
---

<Survey id="where-i-stand" phase="before">

<Statement id="silence">I know how to read a child's silence</Statement>

<Statement id="power">I can name who holds power in a visit</Statement>

</Survey>

Some words.

<Check id="from-referral" kind="order">
In which order do these come?

<Choice id="hear">Hear what the child says</Choice>
<Choice id="record" feedback="SECRET-RECORD: before you weigh it.">Write it down in their words</Choice>
<Choice id="weigh">Weigh it with what else is known</Choice>
</Check>

<Check id="fact-or-view" kind="match">
Which of these is which?

<Pair id="late" left="He came at ten past nine" right="Something seen" />
<Pair id="careless" left="He does not care" right="A conclusion" feedback="SECRET-CARELESS: what would others see?" />
</Check>

<Confidence id="fact-or-view-sure" />

<Reflection id="hard-call" prompt="Think of a call that stayed with you." template="what" />
`,
  'toolkits/small/module/02-end.mdx': `---
title: At the end
---

Some words.

<Survey id="where-i-stand-now" phase="after" />
`,
}

/** Publishes the small toolkit beside a running product, as an operator does. */
export function publishSmall(dataDir: string): void {
  publishBeside(dataDir, files)
}
