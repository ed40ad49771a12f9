type Style = { id: string; name: string; based?: string; paragraph: string; run: string }

const keepWithNext = '<w:keepNext/>'
const spaced = (before: number, after: number) =>
  `<w:spacing w:before="${before}" w:after="${after}"/>`
const size = (halfPoints: number) => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`
const heading = (level: number, halfPoints: number, before: number): Style => ({
  id: `Heading${level}`,
  name: `heading ${level}`,
  based: 'Normal',
  paragraph: `${keepWithNext}${spaced(before, 120)}<w:outlineLvl w:val="${level - 1}"/>`,
  run: `<w:b/><w:bCs/>${size(halfPoints)}`,
})
const hanging = '<w:ind w:left="397" w:hanging="397"/>'

/** The styles that Word itself knows by these names, so that its navigation finds the headings. */
const styles: Style[] = [
  { id: 'Normal', name: 'Normal', paragraph: spaced(0, 120), run: size(22) },
  heading(1, 48, 0),
  heading(2, 32, 320),
  heading(3, 25, 240),
  { id: 'ListBullet', name: 'List Bullet', based: 'Normal', paragraph: hanging, run: '' },
  { id: 'ListNumber', name: 'List Number', based: 'Normal', paragraph: hanging, run: '' },
  {
    id: 'ListContinue',
    name: 'List Continue',
    based: 'Normal',
    paragraph: '<w:ind w:left="397"/>',
    run: '',
  },
  {
    id: 'Quiet',
    name: 'Small print',
    based: 'Normal',
    paragraph: '',
    run: `<w:color w:val="505A5F"/>${size(20)}`,
  },
]

export function stylesXml(namespace: string): string {
  const written = styles.map(({ id, name, based, paragraph, run }) => {
    const first = id === 'Normal' ? ' w:default="1"' : ''
    const parent = based ? `<w:basedOn w:val="${based}"/><w:next w:val="Normal"/>` : ''
    return `<w:style w:type="paragraph"${first} w:styleId="${id}"><w:name w:val="${name}"/>${parent}<w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`
  })
  return `<w:styles xmlns:w="${namespace}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>${written.join('')}</w:styles>`
}

/** List 1 has bullets; each of the `numbered` lists after it begins again at 1. */
export function numberingXml(namespace: string, numbered: number): string {
  const lists = Array.from(
    { length: numbered },
    (_, at) =>
      `<w:num w:numId="${at + 2}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
  )
  return `<w:numbering xmlns:w="${namespace}">${level(0, 'bullet', '•')}${level(1, 'decimal', '%1.')}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${lists.join('')}</w:numbering>`
}

function level(id: number, format: string, text: string): string {
  return `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr>${hanging}</w:pPr></w:lvl></w:abstractNum>`
}
