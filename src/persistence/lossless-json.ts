/** JSON with numbers as they are written: those of JavaScript lose digits above 2^53. */
export { parse, stringify } from "lossless-json";
