import { test } from 'vitest'
import { body, expectOnly, first, lock, type Fault } from './judge.ts'

const choices =
  '<Choice id="a" correct feedback="f">A</Choice>\n<Choice id="b" feedback="f">B</Choice>\n'

const faults: Fault[] = [
  [
    'order of two',
    body(
      '<Check id="c" kind="order" prompt="Q?">\n<Choice id="a">A</Choice>\n<Choice id="b">B</Choice>\n</Check>\n',
    ),
    `${first}:7:1  choices  A check of this kind has at least three choices.`,
  ],
  [
    'order with a correct choice',
    body(
      `<Check id="c" kind="order" prompt="Q?">\n${choices}<Choice id="d">D</Choice>\n</Check>\n`,
    ),
    `${first}:8:1  choices  In an order no choice is correct alone.`,
  ],
  [
    'order with the same words twice',
    body(
      '<Check id="c" kind="order" prompt="Q?">\n<Choice id="a">A</Choice>\n<Choice id="b">B</Choice>\n<Choice id="d">A</Choice>\n</Check>\n',
    ),
    `${first}:10:1  choices  “A” stands here twice.`,
  ],
  [
    'match of choices',
    body(`<Check id="c" kind="match" prompt="Q?">\n${choices}</Check>\n`),
    `${first}:8:1  choices  A match holds pairs.`,
  ],
  [
    'match with one right side',
    body(
      '<Check id="c" kind="match" prompt="Q?">\n<Pair id="a" left="A" right="X" />\n<Pair id="b" left="B" right="X" />\n</Check>\n',
    ),
    `${first}:7:1  choices  Every pair has the same right side.`,
  ],
  [
    'pair in a single check',
    body(
      `<Check id="c" kind="single" prompt="Q?">\n${choices}<Pair id="d" left="A" right="X" />\n</Check>\n`,
    ),
    `${first}:10:1  choices  Pairs belong into a match.`,
  ],
  [
    'pair without a right side',
    body(
      '<Check id="c" kind="match" prompt="Q?">\n<Pair id="a" left="A" />\n<Pair id="b" left="B" right="X" />\n</Check>\n',
    ),
    `${first}:8:1  attribute  <Pair> lacks right.`,
  ],
  [
    'vanished pair',
    {
      ...body(
        '<Check id="c" kind="match" prompt="Q?">\n<Pair id="a" left="A" right="X" />\n<Pair id="b" left="B" right="Y" />\n</Check>\n',
      ),
      [lock]: '{ "items": { "c": { "type": "check", "kind": "match", "choices": ["a", "z"] } } }',
    },
    `${first}:7:1  id  The id c named a check with the choice z before.`,
  ],
  [
    'check of another kind',
    {
      ...body(`<Check id="c" kind="single" prompt="Q?">\n${choices}</Check>\n`),
      [lock]: '{ "items": { "c": { "type": "check", "kind": "order", "choices": ["a", "b"] } } }',
    },
    `${first}:7:1  id  The id c named an order check before.`,
  ],
  [
    'confidence without a check',
    body(
      `<Check id="c" kind="single" prompt="Q?">\n${choices}</Check>\n\nWords.\n\n<Confidence id="d" />\n`,
    ),
    `${first}:14:1  confidence  This <Confidence> follows no check.`,
  ],
  [
    'template that is none',
    body('<Reflection id="a" prompt="p" template="plan" />\n'),
    `${first}:7:31  attribute  template of <Reflection> is not right. Use one of: what, gibbs, kolb.`,
  ],
  [
    'survey after without one before',
    body('<Survey id="a" phase="after" />\n'),
    `${first}:7:1  survey  There is no survey before this one.`,
  ],
  [
    'survey that nothing follows up',
    body('<Survey id="a" phase="before">\n<Statement id="s">S</Statement>\n</Survey>\n'),
    `${first}:7:1  survey  No survey after follows this one up.`,
  ],
  [
    'survey after with statements of its own',
    body(
      '<Survey id="a" phase="before">\n<Statement id="s">S</Statement>\n</Survey>\n\n<Survey id="b" phase="after">\n<Statement id="t">T</Statement>\n</Survey>\n',
    ),
    `${first}:12:1  survey  A survey after repeats the one before it.`,
  ],
  [
    'survey without statements',
    body('<Survey id="a" phase="before" />\n'),
    `${first}:7:1  survey  This survey has no statement.`,
  ],
  [
    'words in a survey',
    body(
      '<Survey id="a" phase="before">\n\nWords.\n\n<Statement id="s">S</Statement>\n\n</Survey>\n',
    ),
    `${first}:9:1  place  <Survey> holds no text of its own.`,
  ],
  [
    'statement alone',
    body('<Statement id="s">S</Statement>\n'),
    `${first}:7:1  place  <Statement> stands alone.`,
  ],
]

test.each(faults)('check tells with line and column: %s', async (_what, files, line) => {
  await expectOnly(files, line)
})
