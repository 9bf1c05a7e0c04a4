import { createRequire } from "node:module";

/**
 * The functions that write and read messages, as protobufjs would make them of text at the first message of each
 * kind: made here they are compiled with the rest of the bundle. What else a message can do is still made then.
 * `user` is the file that loads protobufjs.
 */
export function messageCode(types, user) {
  const [encoder, decoder, wrappers] = ["encoder", "decoder", "wrappers"].map((part) =>
    createRequire(user)(`protobufjs/src/${part}`),
  );
  const entries = types
    // These protobufjs treats in its own way.
    .filter(({ fullName }) => wrappers[fullName] === undefined)
    .map(
      (type) => `${JSON.stringify(type.fullName)}: {
encode: (Writer, types, util) => ${String(encoder(type))},
decode: (Reader, types, util) => ${String(decoder(type))},
},`,
    );
  return `const { Reader, Type, Writer, util } = require("protobufjs/light");
const made = { ${entries.join("\n")} };
const makeAll = Type.prototype.setup;
Type.prototype.setup = function () {
  const code = made[this.fullName];
  if (code === undefined || Object.hasOwn(this, "encode")) return makeAll.call(this);
  const types = this.fieldsArray.map((field) => field.resolve().resolvedType);
  this.encode = code.encode(Writer, types, util);
  this.decode = code.decode(Reader, types, util);
  return this;
};`;
}
