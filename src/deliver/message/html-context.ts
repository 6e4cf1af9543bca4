/** Where in HTML something stands, as far as escaping is concerned. */
export type HtmlContext =
  | { readonly kind: 'text' }
  | { readonly kind: 'attribute'; readonly quoted: boolean }
  /** In a URL attribute; at its start, a scheme could come in. With `mailbox`, in the mailbox of a mail address. */
  | { readonly kind: 'url'; readonly quoted: boolean; readonly atStart: boolean; readonly mailbox?: true }
  /** In a style, a script, a tag or its attributes' names, where no escaping is known to hold. */
  | { readonly kind: 'bare' };

const urlAttributes = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'background',
  'poster',
  'cite',
  'data',
  'xlink:href',
]);
const codeAttribute = /^(style|srcset|srcdoc|on.*)$/;
const rawElement = /^(style|script)$/;
const space = /\s/;

type State = 'text' | 'comment' | 'declaration' | 'raw' | 'tagName' | 'tag' | 'attributeName' | 'afterEquals' | 'value';

/**
 * Reads HTML in pieces and knows, at each point, what would be read there: a tokenizer after the HTML standard (section
 * 13.2.5), as small as knowing the context allows. Conditional comments count as markup, because Outlook reads them so.
 */
export class HtmlScanner {
  #state: State = 'text';
  #element = '';
  #attribute = '';
  #quote = '';
  #value = '';

  /** Reads on. */
  read(html: string): void {
    for (let at = 0; at < html.length; ) at = this.#step(html, at);
  }

  /** Passes over a merge field; whatever it becomes, it cannot leave the place where it stands. */
  readField(): HtmlContext {
    const context = this.#context();
    if (this.#state === 'afterEquals') this.#openValue('');
    if (this.#state === 'value') this.#value += 'field';
    return context;
  }

  #context(): HtmlContext {
    switch (this.#state) {
      case 'text':
      case 'comment':
        return { kind: 'text' };
      case 'afterEquals':
      case 'value': {
        const quoted = this.#state === 'value' && this.#quote !== '';
        if (codeAttribute.test(this.#attribute)) return { kind: 'bare' };
        if (!urlAttributes.has(this.#attribute)) return { kind: 'attribute', quoted };
        const atStart = this.#state === 'afterEquals' || this.#value.trim() === '';
        const mailbox = /^\s*mailto:[^?]*$/i.test(this.#value);
        return { kind: 'url', quoted, atStart, ...(mailbox ? { mailbox: true } : {}) };
      }
      case 'declaration':
      case 'raw':
      case 'tagName':
      case 'tag':
      case 'attributeName':
        return { kind: 'bare' };
      default:
        return this.#state satisfies never;
    }
  }

  /** Reads what stands at one place and gives the next. */
  #step(html: string, at: number): number {
    const character = html[at] ?? '';
    switch (this.#state) {
      case 'text':
        return this.#stepText(html, at);
      case 'comment':
        return this.#skipPast(html, at, '-->');
      case 'declaration':
        return this.#skipPast(html, at, '>');
      case 'raw':
        return this.#skipRaw(html, at);
      case 'tagName':
        if (/[\s/>]/.test(character)) return this.#stepTag(character, at);
        this.#element += character.toLowerCase();
        return at + 1;
      case 'tag':
        return this.#stepTag(character, at);
      case 'attributeName':
        if (character === '=') this.#state = 'afterEquals';
        else if (/[\s/>]/.test(character)) return this.#stepTag(character, at);
        else this.#attribute += character.toLowerCase();
        return at + 1;
      case 'afterEquals':
        if (space.test(character)) return at + 1;
        if (character === '>') return this.#stepTag(character, at);
        this.#openValue(character === '"' || character === "'" ? character : '');
        return this.#quote === '' ? at : at + 1;
      case 'value':
        return this.#stepValue(character, at);
      default:
        return this.#state satisfies never;
    }
  }

  #stepText(html: string, at: number): number {
    const open = html.indexOf('<', at);
    if (open < 0) return html.length;
    const rest = html.slice(open, open + 7);
    if (/^<!--(?!>|\[if)/i.test(rest)) this.#state = 'comment';
    else if (/^<[!?]/.test(rest)) this.#state = 'declaration';
    else if (/^<\/?[a-z]/i.test(rest)) this.#state = 'tagName';
    else return open + 1;
    // An end tag keeps its slash, so that `</style>` does not begin another style.
    const isEnd = rest[1] === '/';
    this.#element = isEnd ? '/' : '';
    this.#attribute = '';
    return this.#state === 'comment' ? open + 4 : open + (isEnd ? 2 : 1);
  }

  #stepTag(character: string, at: number): number {
    if (character === '>') this.#state = rawElement.test(this.#element) ? 'raw' : 'text';
    else if (space.test(character) || character === '/') this.#state = 'tag';
    // `href = "…"`: the name is still the one before the space.
    else if (character === '=' && this.#attribute !== '') this.#state = 'afterEquals';
    else {
      this.#state = 'attributeName';
      this.#attribute = character.toLowerCase();
    }
    return at + 1;
  }

  #stepValue(character: string, at: number): number {
    if (this.#quote === '' ? space.test(character) : character === this.#quote) {
      this.#state = 'tag';
      this.#attribute = '';
    } else if (this.#quote === '' && character === '>') return this.#stepTag(character, at);
    else this.#value += character;
    return at + 1;
  }

  #openValue(quote: string): void {
    this.#state = 'value';
    this.#quote = quote;
    this.#value = '';
  }

  #skipPast(html: string, at: number, end: string): number {
    const found = html.indexOf(end, at);
    if (found < 0) return html.length;
    this.#state = 'text';
    return found + end.length;
  }

  /** The end tag is looked for in the text as it is: in small letters it may be longer (`İ` is two), and every place another. */
  #skipRaw(html: string, at: number): number {
    const found = html.slice(at).search(new RegExp(`</${this.#element}`, 'i'));
    if (found < 0) return html.length;
    this.#state = 'text';
    return at + found;
  }
}
