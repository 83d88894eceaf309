// An OpenID Connect provider for tests: oidc-provider (npm), with a sign-in page that believes what it is told.
// Arguments: the folder with node_modules. It prints the port that it listens on, reads our redirect address from its
// input, prints "ready", and ends with its input.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const entry = `${process.argv[2]}/node_modules/oidc-provider/lib/index.js`;
const { default: Provider } = await import(pathToFileURL(entry).href);
const verified = new Map();
let provider;

const findAccount = (_, id) => ({
  accountId: id,
  claims: () => ({ sub: id, email: `${id}@Example.org`, email_verified: verified.get(id) ?? false }),
});

// Everybody consents to what our one client asks for.
const loadExistingGrant = async (ctx) => {
  const grant = new ctx.oidc.provider.Grant({
    clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
  });
  grant.addOIDCScope("openid email");
  await grant.save();
  return grant;
};

const begin = (port, redirect) => new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: "federation", client_secret: "a secret of the test", redirect_uris: [redirect],
    token_endpoint_auth_method: "client_secret_post", response_types: ["code"], grant_types: ["authorization_code"],
  }],
  acrValues: ["urn:test:key"],
  claims: { openid: ["sub", "acr"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["a key of the test"] },
  features: { devInteractions: { enabled: false } },
  findAccount,
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant,
  pkce: { required: () => true },
});

const interact = async (request, response) => {
  const { prompt } = await provider.interactionDetails(request, response);
  if (request.method === "GET") return response.end(prompt.name);
  let body = "";
  for await (const part of request) body += part;
  const form = new URLSearchParams(body);
  const account = form.get("account");
  verified.set(account, form.get("verified") === "true");
  await provider.interactionFinished(request, response, account
    ? { login: { accountId: account, acr: form.get("acr") || undefined, ts: Number(form.get("ts")) || undefined } }
    : { error: "access_denied" }, { mergeWithLastSubmission: false });
};

const server = createServer((request, response) => {
  if (!request.url.startsWith("/interaction/")) return provider.callback()(request, response);
  interact(request, response).catch((problem) => {
    response.statusCode = 500;
    response.end(`${problem}`);
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
const lines = createInterface({ input: process.stdin });
lines.on("line", (redirect) => {
  provider = begin(server.address().port, redirect);
  console.log("ready");
});
lines.on("close", () => process.exit(0));
