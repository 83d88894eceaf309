// A second implementation of the draws, from docs/draws.md alone: reads a published draw on standard input, and writes
// what follows from it.
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const sha = (...parts) => parts.reduce((h, p) => h.update(p), createHash("sha256")).digest();
const be = (value, bytes) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeBigUInt64BE(BigInt(value), bytes - 8);
  return buffer;
};
const be32 = (value) => be(value, 8).subarray(4);
const lp = (...parts) => Buffer.concat(parts.flatMap((part) => {
  const bytes = typeof part === "string" ? Buffer.from(part, "utf8") : typeof part === "number" ? be(part, 8) : part;
  return [be32(bytes.length), bytes];
}));

// The tree of RFC 6962, by its own recursive definition.
const rootOf = (leaves) => {
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return sha(Buffer.from([0]), leaves[0]);
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return sha(Buffer.from([1]), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
};

const draw = JSON.parse(readFileSync(0, "utf8"));
const secret = Buffer.from(draw.secret, "base64");
const tickets = draw.pseudonyms.map((t) => Buffer.from(t, "base64"));
const commitment = sha(lp("federation/draw/1/commit", draw.draw, secret));
const root = rootOf(tickets.map((ticket, number) => lp(number, ticket)));
const seed = sha(lp("federation/draw/1/seed", draw.draw, commitment, secret, root, tickets.length, draw.publicValue));

const left = tickets.map((_, number) => number);
const won = new Map();
const winners = [];
for (let pick = 0; left.length > 0; pick++) {
  const count = BigInt(left.length);
  const even = (2n ** 256n / count) * count;
  let value;
  for (let attempt = 0; ; attempt++) {
    const mac = createHmac("sha256", seed).update(Buffer.concat([be(pick, 8), be32(attempt)])).digest("hex");
    value = BigInt("0x" + mac);
    if (value < even) break;
  }
  const [number] = left.splice(Number(value % count), 1);
  const holder = draw.pseudonyms[number];
  if ((won.get(holder) ?? 0) >= draw.winsPerHolder) continue;
  won.set(holder, (won.get(holder) ?? 0) + 1);
  winners.push(number);
}
// Prizes that are not claimed in a round go to the next winners in order.
const rounds = draw.rounds ?? [];
const claimed = rounds.length === 0 ? [] : Array(draw.prizes).fill(null);
let open = Array.from({ length: draw.prizes }, (_, prize) => prize);
let next = 0;
for (const round of rounds) {
  const still = [];
  for (const prize of open) {
    const winner = winners[next];
    if (winner !== undefined) next += 1;
    if (winner !== undefined && round.claimed.includes(winner)) claimed[prize] = winner;
    else still.push(prize);
  }
  open = still;
}
process.stdout.write(JSON.stringify({
  commitment: commitment.toString("base64"), root: root.toString("base64"), winners, claimed, offered: next,
}));
