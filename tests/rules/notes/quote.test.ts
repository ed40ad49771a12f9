import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeOf } from '#server/notes/rules/place.ts'
import { headingsOf, proseOf, withMarks } from '#server/notes/rules/prose.ts'
import { findQuote, quoteFrom, searched, squeeze } from '#server/notes/rules/quote.ts'

const text =
  'Tasha is 15. Her social worker asks her views in the car on the way to school. Tasha says a good deal. It goes into the notes.'

describe('a highlighted passage', () => {
  test('is found word for word, wherever the text around it has gone', () => {
    const quote = made('Her social worker asks her views in the car')
    const longer = `A new beginning. ${text} And more.`
    expect(now(longer, quote)).toEqual(['same', quote.exact])
  })

  test('that was reworded shows what stands there now, and says that it has changed', () => {
    const quote = made('asks her views in the car')
    const reworded = text.replace('asks her views in the car', 'listens to her while driving')
    expect(now(reworded, quote)).toEqual(['changed', 'listens to her while driving'])
  })

  test('whose text is set as in print since has not changed', () => {
    const typed = `He doesn't say "no": it's his mother's word. Then she didn't ask what he'd said.`
    const printed = typed.replaceAll("'", '’').replace('"no"', '“no”')
    const quoted = (of: string, exact: string) => quoteFrom(of, exact) ?? expect.fail('not found')
    const passages = ["it's his mother's word", 'doesn\'t say "no"', 'she didn', "what he'd said."]
    for (const exact of passages) {
      const there = exact.replaceAll("'", '’').replace('"no"', '“no”')
      expect(now(printed, quoted(typed, exact))).toEqual(['same', there])
      // And the other way round; what is kept of a passage typed by hand are the words of the text.
      const back = quoted(printed, exact)
      expect(back.exact).toBe(there)
      expect(now(typed, back)).toEqual(['same', exact])
    }
    // What stands in its place is found between words that are set as in print.
    const reworded = printed.replace('his mother’s word', 'what she says')
    expect(now(reworded, quoted(typed, "his mother's word"))).toEqual(['changed', 'what she says'])
    // ★ A word that is another is another, whatever its marks.
    const other = printed.replace('He doesn’t', 'He won’t')
    expect(now(other, quoted(typed, "He doesn't say"))).not.toContain('same')
  })

  test('whose whole paragraph was rewritten is found by the words that stayed', () => {
    const quote = made('Her social worker asks her views in the car on the way to school.')
    const rewritten =
      'Here is a case. On the way to school, in the car, the social worker asks Tasha her views. We wonder.'
    expect(now(rewritten, quote)).toEqual([
      'changed',
      'On the way to school, in the car, the social worker asks Tasha her views.',
    ])
  })

  test('that was taken out is said to be gone', () => {
    const quote = made('Tasha says a good deal.')
    expect(findQuote(searched('Another text about other things.'), quote)).toEqual({ kind: 'gone' })
  })

  test('of words that stand twice is the one with the same surroundings', () => {
    const twice = 'First we wait and see. Then we talk. Later we wait and see. Then we go home.'
    const quote = quoteFrom(twice, 'we wait and see', 'Then we talk. Later ')
    if (!quote) return expect.fail('not found')
    const found = findQuote(searched(twice), quote)
    expect(found).toEqual({ kind: 'same', from: 43, to: 58 })
  })

  test('is always found in the text it was taken from, and whatever is added around it', () => {
    const words = fc.array(fc.stringMatching(/^[a-e]{1,4}[.!?]?$/), { minLength: 1, maxLength: 30 })
    const around = fc.stringMatching(/^[a-e .]{0,40}$/)
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), around, around, (all, a, b, before, after) => {
        const [from, to] = [a % all.length, b % all.length].sort((x, y) => x - y)
        const exact = all.slice(from, (to ?? 0) + 1).join(' ')
        const plain = all.join(' ')
        const quote = quoteFrom(plain, exact)
        if (!quote) return expect.fail('not found')
        const edited = squeeze(`${before} ${plain} ${after}`)
        const found = findQuote(searched(edited), quote)
        expect(found.kind).toBe('same')
        expect(found.kind === 'same' && edited.slice(found.from, found.to)).toBe(exact)
      }),
    )
  })

  test('never points outside the text, whatever became of it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (exact, b, a, other) => {
        const found = findQuote(searched(squeeze(other)), { exact, before: b, after: a })
        if (found.kind === 'gone') return
        expect(found.from).toBeGreaterThanOrEqual(0)
        expect(found.to).toBeLessThanOrEqual(squeeze(other).length)
        expect(found.from).toBeLessThanOrEqual(found.to)
      }),
    )
  })

  function made(exact: string) {
    return quoteFrom(text, exact) ?? expect.fail('not found')
  }
  function now(of: string, quote: Parameters<typeof findQuote>[1]) {
    const found = findQuote(searched(of), quote)
    return found.kind === 'gone' ? ['gone'] : [found.kind, of.slice(found.from, found.to)]
  }
})

describe('a note', () => {
  const quote = quoteFrom(text, 'Tasha says a good deal.')
  const grounds = [
    { section: 'one', items: ['chair'], ...searched(text) },
    { section: 'two', items: ['door'], ...searched('Something else.') },
  ]

  test('follows its item into another section', () => {
    const anchor = { section: 'one', item: 'door', quote: null }
    expect(placeOf(anchor, grounds).section).toBe('two')
  })

  test('follows its passage when a section was split', () => {
    const split = [
      { section: 'one', items: [], ...searched('Tasha is 15.') },
      {
        ...{ section: 'new', items: [] },
        ...searched('Tasha says a good deal. It goes into the notes.'),
      },
    ]
    const place = placeOf({ section: 'one', item: null, quote }, split)
    expect(place).toMatchObject({ section: 'new', passage: { kind: 'same' } })
  })

  test('of a section that is gone is kept without a place', () => {
    const place = placeOf({ section: 'old', item: null, quote: null }, grounds)
    expect(place).toEqual({ section: null, passage: null })
  })

  test('of a passage that is alike in another section stays in its own, word for word goes first', () => {
    const quoted = quoteFrom(text, 'Her social worker asks her views in the car')
    const anchor = { section: 'one', item: null, quote: quoted }
    const alike = 'Her social worker asks her views in a car, too.'
    const only = [
      { section: 'one', items: [], ...searched('Nothing of it is left.') },
      { section: 'two', items: [], ...searched(alike) },
    ]
    expect(placeOf(anchor, only)).toEqual({ section: 'one', passage: { kind: 'gone' } })
    const both = [
      { section: 'one', items: [], ...searched(alike) },
      { section: 'two', items: [], ...searched(text) },
    ]
    expect(placeOf(anchor, both)).toMatchObject({ section: 'two', passage: { kind: 'same' } })
  })

  test('that lost its passage costs its own section alone, however many there are', () => {
    const words = fc.sample(fc.stringMatching(/^[a-z]{3,8}$/), { numRuns: 400, seed: 1 })
    const sentence = (nth: number) =>
      Array.from({ length: 15 }, (_, at) => words[(nth * 31 + at * 7 + nth * at) % 400]).join(' ')
    let read = 0
    const grounds = Array.from({ length: 8 }, (_, section) => {
      const made = Array.from({ length: 90 }, (_, nth) => `${sentence(section * 90 + nth)}.`)
      const ground = searched(made.join(' '))
      const sentences = () => {
        if (section > 0) read += 1
        return ground.sentences()
      }
      return { section: `s${section}`, items: [], ...ground, sentences }
    })
    const before = performance.now()
    for (let nth = 0; nth < 200; nth += 1) {
      const exact = `${sentence(2000 + nth)} qqq. ${sentence(3000 + nth)} qqq.`
      const lost = { exact, before: 'x'.repeat(32), after: 'y'.repeat(32) }
      placeOf({ section: 's0', item: null, quote: lost }, grounds)
    }
    expect(read).toBe(0)
    // 100 ms by far; whole seconds when each section is read again for each of them.
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})

describe('marks in a page', () => {
  const pieces = [
    '<h2>What we <em>hear</em></h2><p>“Tom &amp; Anna”, she says,<br/>in the car.<sup><a href="#r">1</a></sup></p>',
    '<ul><li>One.</li><li>Two.</li></ul>',
  ]

  test('the words are what a reader sees, one line or many', () => {
    expect(proseOf(pieces).text).toBe('What we hear “Tom & Anna”, she says, in the car.1 One. Two.')
    expect(headingsOf(pieces)).toEqual(['What we hear'])
  })

  test('a mark never crosses a tag', () => {
    expect(marked('we hear “Tom & Anna”')).toBe(
      '<h2>What <mark class="cc-highlight" id="note-n">we</mark> <em><mark class="cc-highlight">hear</mark></em></h2>' +
        '<p><mark class="cc-highlight">“Tom &amp; Anna”</mark>, she says,<br/>in the car.<sup><a href="#r">1</a></sup></p>' +
        '<ul><li>One.</li><li>Two.</li></ul>',
    )
  })

  test('without its marks every page is what it was, and what is marked is the passage', () => {
    const inline = fc.constantFrom(
      'a',
      'b ',
      '&lt;',
      ' ',
      '<em>',
      '</em>',
      '<p>',
      '</p>',
      '😀',
      '\n',
    )
    const page = fc.array(
      fc.array(inline, { maxLength: 25 }).map((all) => all.join('')),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    fc.assert(
      fc.property(page, fc.nat(), fc.nat(), (html, a, b) => {
        const prose = proseOf(html)
        expect(prose.at).toHaveLength(prose.text.length)
        const ends = [a, b].map((one) => one % (prose.text.length + 1)).sort((x, y) => x - y)
        const [from = 0, to = 0] = ends
        const out = withMarks(html, prose, [{ id: 'n', from, to }])
        expect(out.map(unmarked)).toEqual(html)
        const inside = out.join(' ').match(/<mark[^>]*>[^]*?<\/mark>/g) ?? []
        expect(inside.every((one) => !/<(?!\/?mark)/.test(one))).toBe(true)
        const wanted = prose.text.slice(from, to).replace(/\s/g, '')
        const got = inside.map((one) => proseOf([unmarked(one)]).text).join('')
        // A letter of two units that a made-up number cuts is marked whole.
        expect(got.replace(/\s/g, '')).toContain(wanted)
      }),
    )
  })

  function marked(words: string): string {
    const prose = proseOf(pieces)
    const from = prose.text.indexOf(words)
    return withMarks(pieces, prose, [{ id: 'n', from, to: from + words.length }]).join('')
  }
  function unmarked(html: string): string {
    return html.replace(/<\/?mark[^>]*>/g, '')
  }
})
