/** What the engine tells as it happens: a JSON value a line, in pieces as they arrive. */
export async function* readEvents(stream: NodeJS.ReadableStream): AsyncGenerator {
  let rest = "";
  for await (const chunk of stream.setEncoding("utf8")) {
    const lines = `${rest}${String(chunk)}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield JSON.parse(line);
  }
  if (rest.trim() !== "") yield JSON.parse(rest);
}
