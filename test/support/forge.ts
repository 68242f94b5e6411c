import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { listenOnLoopback } from "./loopback.ts";

/** A comment as both forges have it, each with what it calls the one who wrote it. */
interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
  readonly author: { readonly id: number };
}

const me = { login: "github-actions[bot]", id: 42 };

/**
 * What of the APIs of GitHub (pull request 7 of shop/app) and GitLab (merge request 7 of project 3) comments need, on this
 * machine, gone after the test. Who has no token is refused.
 */
export async function forge({ token }: { readonly token: string }) {
  const comments: Comment[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void answer(request, response, { token, comments });
  });
  const port = await listenOnLoopback(server);
  onTestFinished(() => void server.close());
  const write = (body: string, login = me.login, id = me.id) =>
    comments.push({ id: comments.length + 1, body, user: { login }, author: { id } });
  return { url: `http://127.0.0.1:${port}`, comments, requests, write };
}

interface State {
  readonly token: string;
  readonly comments: Comment[];
}

const list = /^\/(?:repos\/shop\/app\/issues\/7\/comments|projects\/3\/merge_requests\/7\/notes)$/;
const one =
  /^\/(?:repos\/shop\/app\/issues\/comments|projects\/3\/merge_requests\/7\/notes)\/(\d+)$/;

async function answer(request: IncomingMessage, response: ServerResponse, state: State) {
  const { pathname, searchParams } = new URL(request.url!, "http://forge");
  const say = (status: number, content: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
  const { authorization, "private-token": privateToken } = request.headers;
  const isGitHub = pathname.startsWith("/repos/");
  if ((isGitHub ? authorization : `Bearer ${String(privateToken)}`) !== `Bearer ${state.token}`)
    return say(403, { message: "Resource not accessible" });
  if (request.method === "GET" && pathname === "/user") return say(200, { id: me.id });
  const { comments } = state;
  if (list.test(pathname) && request.method === "GET") {
    const [size, page] = [Number(searchParams.get("per_page")), Number(searchParams.get("page"))];
    return say(200, comments.slice((page - 1) * size, page * size));
  }
  const text = (JSON.parse(await bodyOf(request)) as { body: string }).body;
  if (list.test(pathname) && request.method === "POST") {
    comments.push({ id: comments.length + 1, body: text, user: me, author: me });
    return say(201, comments.at(-1));
  }
  const found = comments.find(({ id }) => String(id) === one.exec(pathname)?.[1]);
  if (found === undefined || request.method !== (isGitHub ? "PATCH" : "PUT")) return say(404, {});
  found.body = text;
  return say(200, found);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
