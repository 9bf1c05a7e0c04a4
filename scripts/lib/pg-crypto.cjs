// What a login to PostgreSQL computes, by the part of Node that is loaded anyway. pg's own file does the same through
// WebCrypto, for which Node loads so much more that it took 3 of the 150 ms of `status`.
"use strict";
const { createHash, createHmac, pbkdf2, randomBytes } = require("node:crypto");
const { promisify } = require("node:util");

const keyBytes = 32;
const hash = (name, data) => createHash(name).update(data);

async function md5(text) {
  return hash("md5", text).digest("hex");
}

module.exports = {
  md5,
  randomBytes,
  async postgresMd5PasswordHash(user, password, salt) {
    const inner = await md5(`${password}${user}`);
    return `md5${await md5(Buffer.concat([Buffer.from(inner), salt]))}`;
  },
  sha256: async (data) => hash("sha256", data).digest(),
  hashByName: async (name, data) => hash(name, data).digest(),
  hmacSha256: async (key, message) => createHmac("sha256", key).update(message).digest(),
  deriveKey: (password, salt, iterations) => promisify(pbkdf2)(password, salt, iterations, keyBytes, "sha256"),
};
