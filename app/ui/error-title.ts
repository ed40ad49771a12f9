const sign = 'Error: '

/** The title of a page whose form was refused: whoever hears it first knows before they read. */
export const withError = (title: string): string =>
  title.startsWith(sign) ? title : `${sign}${title}`

/** The title of the same page without the sign. */
export const withoutError = (title: string): string =>
  title.startsWith(sign) ? title.slice(sign.length) : title

/**
 * The HTML of a whole page, its title with the sign where an error summary stands in it. What
 * people wrote cannot pretend to be one: its quotation marks are escaped, in text and in data.
 */
export function titledHtml(html: Buffer): Buffer {
  if (!html.includes('data-module="govuk-error-summary"')) return html
  const at = html.indexOf('<title>')
  if (at < 0) return html
  const begin = at + '<title>'.length
  return Buffer.concat([html.subarray(0, begin), Buffer.from(sign), html.subarray(begin)])
}
