import { Buffer } from "node:buffer";
import { createHmac, pbkdf2Sync } from "node:crypto";
import { createServer } from "node:net";

/**
 * PostgreSQL's protocol, version 3, with the login that PostgreSQL 15 asks for. Every query has one row of one text.
 * The password is the default one.
 */
export function pretendedPostgres() {
  const version = text("15.0");
  const ready = message("Z", Buffer.from("I"));
  const methods = message("R", whole(4, 10), text("SCRAM-SHA-256"), text(""));
  const letIn = [message("R", whole(4, 0)), message("S", text("server_version"), version), message("K", whole(8, 1))];
  const column = [text("server_version"), whole(4, 0), whole(2, 0), whole(4, 25), Buffer.alloc(8)];
  const row = Buffer.concat([
    message("T", whole(2, 1), ...column),
    message("D", whole(2, 1), whole(4, version.length), version),
    message("C", text("SHOW")),
    ready,
  ]);
  return createServer((socket) => {
    const login = scram("temporal");
    const answer = (said) => {
      switch (said[0]) {
        case "\0":
          return methods;
        case "p":
          return said.includes("SCRAM-SHA-256")
            ? message("R", whole(4, 11), Buffer.from(login.challenge(said.slice(said.indexOf("n=*")))))
            : Buffer.concat([message("R", whole(4, 12), Buffer.from(login.proof(said.slice(5)))), ...letIn, ready]);
        case "Q":
          return row;
      }
    };
    socket.on("error", () => {});
    socket.on("data", (data) => {
      const said = answer(data.toString("latin1"));
      if (said === undefined) socket.end();
      else socket.write(said);
    });
  });
}

const text = (value) => Buffer.from(`${value}\0`);
const whole = (bytes, value) => Buffer.from(value.toString(16).padStart(2 * bytes, "0"), "hex");

function message(kind, ...parts) {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(kind), whole(4, body.length + 4), body]);
}

/** The server's half of SCRAM-SHA-256 (RFC 5802): the salt is always the same, and any proof of the client will do. */
function scram(password) {
  const salt = Buffer.from("0123456789abcdef");
  const iterations = 4096;
  const hmac = (key, value) => createHmac("sha256", key).update(value).digest();
  let first = "";
  return {
    challenge(client) {
      const server = `r=${client.replace(/.*r=/, "")}server,s=${salt.toString("base64")},i=${iterations}`;
      first = `${client},${server}`;
      return server;
    },
    proof(client) {
      const serverKey = hmac(pbkdf2Sync(password, salt, iterations, 32, "sha256"), "Server Key");
      return `v=${hmac(serverKey, `${first},${client.replace(/,p=.*/, "")}`).toString("base64")}`;
    },
  };
}
