export type Headers = Readonly<Record<string, string>>;
export type ApiAnswer = { readonly status: number; readonly body: unknown };

type Content = { readonly body?: unknown; readonly headers?: Headers };

/** One JSON request of a program that is no browser. */
export async function request(
  url: URL, method: string, { body, headers = {} }: Content = {},
): Promise<ApiAnswer> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers: { ...type, ...headers }, ...content });
  return { status: answer.status, body: parseJson(await answer.text()) };
}

/** The parsed text, or the text itself where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
