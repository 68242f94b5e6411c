// Makes a report of `pgmaestro check` the comment of a pull request on GitHub, or the note of a merge request on GitLab: the
// first run writes it, later ones change it. docs/ci.md says how it is used: node comment.js FILE [NAME]
import { existsSync, readFileSync } from "node:fs";

const { env } = process;

/** The first line of every report, by which its comment is found again. */
const marker = "<!-- pgmaestro check -->";

const didNotRun = `${marker}\n\n### ❌ pgmaestro check did not run\n\nIts log says why.\n`;

/** Where comments are, and how those of this report are told from others; a text where there is nowhere to comment. */
function forge() {
  if (env.GITHUB_ACTIONS === "true") return github();
  if (env.GITLAB_CI === "true") return gitlab();
  return "this is neither a job of GitHub Actions nor one of GitLab";
}

function github() {
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  const number = pullRequest();
  if (number === undefined) return "this run is not one of a pull request";
  if (!token) return "GITHUB_TOKEN is not set";
  const issues = `${api}/repos/${repository}/issues`;
  return {
    comments: `${issues}/${number}/comments`,
    one: ({ id }) => `${issues}/comments/${id}`,
    change: "PATCH",
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/vnd.github+json",
      "x-github-api-version": "2022-11-28",
    },
    isOurs: ({ user }) => user?.login === (env.COMMENT_AUTHOR || "github-actions[bot]"),
  };
}

function pullRequest() {
  const { GITHUB_EVENT_PATH: file } = env;
  const event = file && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return event.pull_request?.number;
}

function gitlab() {
  const { CI_API_V4_URL: api, CI_MERGE_REQUEST_IID: iid, GITLAB_TOKEN: token } = env;
  const project = env.CI_MERGE_REQUEST_PROJECT_ID ?? env.CI_PROJECT_ID;
  if (!iid) return "this pipeline is not one of a merge request";
  if (!token) return "GITLAB_TOKEN is not set";
  const notes = `${api}/projects/${project}/merge_requests/${iid}/notes`;
  const headers = { "private-token": token };
  return {
    comments: notes,
    one: ({ id }) => `${notes}/${id}`,
    change: "PUT",
    headers,
    me: async () => (await request("GET", `${api}/user`, headers)).id,
    isOurs: ({ author }, me) => author?.id === me,
  };
}

/** How long a forge may take to answer, in milliseconds. */
const patience = 30_000;

/** A redirect is refused, as it would take the token elsewhere. */
async function request(method, url, headers, body) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    redirect: "error",
    signal: AbortSignal.timeout(patience),
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${response.status}`);
  return response.json();
}

const pageSize = 100;

async function existing({ comments, headers, me, isOurs }, first) {
  const own = await me?.();
  for (let page = 1; ; page++) {
    const found = await request("GET", `${comments}?per_page=${pageSize}&page=${page}`, headers);
    const ours = found.find((one) => isOurs(one, own) && one.body?.startsWith(first));
    if (ours !== undefined || found.length < pageSize) return ours;
  }
}

async function post(place, text, first) {
  const old = await existing(place, first);
  if (old === undefined) {
    await request("POST", place.comments, place.headers, { body: text });
    return "written";
  }
  if (sameText(old.body, text)) return "unchanged";
  await request(place.change, place.one(old), place.headers, { body: text });
  return "changed";
}

function sameText(one, other) {
  const plain = (text) => text.replaceAll("\r\n", "\n").trimEnd();
  return plain(one) === plain(other);
}

/** What a run without a comment says; it fails nothing, as the report is elsewhere too. */
function warn(why) {
  const line = `The report is not commented: ${why}.`;
  console.log(env.GITHUB_ACTIONS === "true" ? `::notice::${line}` : line);
}

const [file, name = ""] = process.argv.slice(2);
const first =
  name === "" ? marker : `<!-- pgmaestro check: ${name.replaceAll(/[^\w ./]/g, "_")} -->`;
const report = existsSync(file ?? "") ? readFileSync(file, "utf8") : didNotRun;
const place = forge();
if (typeof place === "string") warn(place);
else {
  try {
    console.log(`The comment is ${await post(place, report.replace(marker, first), first)}.`);
  } catch (error) {
    warn(error.cause?.code ? `${error.message} (${error.cause.code})` : error.message);
  }
}
