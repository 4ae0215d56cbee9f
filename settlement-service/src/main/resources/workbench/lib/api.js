// The one door to the service. Every failure becomes an ApiProblem that carries the service's own code and sentence.
import { t } from "./i18n.js";

const BASE = "/api/v1";
let csrfToken = null; // held in memory only, as long as the page is open
const TIMEOUT_MILLIS = 20_000;

/** A refused or failed request: an RFC 9457 problem document, or the same shape for a network failure. */
export class ApiProblem extends Error {
  constructor(problem) {
    super(problem.detail || problem.title || t("theServiceDidNotSayWhy"));
    this.name = "ApiProblem";
    this.status = problem.status ?? 0;
    this.code = problem.code ?? (this.status ? `HTTP_${this.status}` : "UNREACHABLE");
    this.title = problem.title ?? t("requestFailed");
    this.field = problem.field;
    this.errors = Array.isArray(problem.errors) ? problem.errors : [];
  }

  /** Whether the session is missing or over. */
  get signedOut() {
    return this.status === 401;
  }
}

/** Learns the token that every changing request of the session carries. */
export function useSession(session) {
  csrfToken = session?.csrfToken ?? null;
}

/** Reads a resource; `query` entries that are empty are left out. */
export function get(path, query, signal) {
  return send("GET", path + queryText(query), undefined, undefined, signal);
}

/** A list as a file, with all rows that the filters let through: the service reads the pages itself. */
export async function getFile(path, query, mediaType) {
  const response = await fetch(BASE + path + queryText(query), {
    headers: { Accept: [mediaType, "application/problem+json"].join(", ") },
    credentials: "same-origin",
    redirect: "error",
  });
  return response.ok ? response.blob() : answer(response);
}

/** Sends a JSON body; an absent body sends none. */
export function post(path, body) {
  return send("POST", path, body === undefined ? undefined : JSON.stringify(body), "application/json");
}

/** Replaces a resource by a JSON body. */
export function put(path, body) {
  return send("PUT", path, JSON.stringify(body), "application/json");
}

/** Sends a file byte by byte. */
export function postFile(path, query, file) {
  return send("POST", path + queryText(query), file, "application/octet-stream");
}

/** Removes a resource. */
export function remove(path) {
  return send("DELETE", path);
}

/** The address of the event stream. */
export const eventsAddress = `${BASE}/events`;

function queryText(query) {
  const pairs = Object.entries(query ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  return pairs.length ? "?" + new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])) : "";
}

async function send(method, path, body, mediaType, signal) {
  const headers = { Accept: "application/json, application/problem+json" };
  if (mediaType && body !== undefined) headers["Content-Type"] = mediaType;
  if (method !== "GET" && csrfToken) headers["X-CSRF-Token"] = csrfToken;
  const limit = AbortSignal.timeout(method === "GET" ? TIMEOUT_MILLIS : 6 * TIMEOUT_MILLIS);
  let response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers,
      body,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      credentials: "same-origin",
      redirect: "error",
    });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new ApiProblem({
      title: t("theServiceDidNotAnswer"),
      detail: failure.name === "TimeoutError" ? t("theServiceTookTooLongTo") : t("theServiceCannotBeReachedThe"),
    });
  }
  return answer(response);
}

async function answer(response) {
  const json = (response.headers.get("Content-Type") ?? "").includes("json");
  const body = json ? await response.json().catch(() => null) : null;
  if (response.ok) return body;
  throw new ApiProblem({
    title: t("theServiceAnswered", { status: response.status }),
    detail: t("theServiceRefusedTheRequestWithout"),
    ...(body ?? {}),
    status: response.status,
  });
}
