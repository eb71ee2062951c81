// Usage: node validate.mjs SCHEMA, with the names of YAML files on standard input, one a line. Prints a line for each file: its name, a tab, and
// 'valid' or the first fault that the schema finds. A file that is no YAML, or holds no one document, is 'unreadable'.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { parseDocument } from "yaml";

// Infinity is a number in YAML; the limits of the schema say where it may not be.
const ajv = new Ajv({ strictNumbers: false, strict: false });
const validate = ajv.compile(JSON.parse(readFileSync(process.argv[2], "utf8")));

for (const file of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  let isValid;
  try {
    const document = parseDocument(readFileSync(file, "utf8"), { version: "1.2", uniqueKeys: true });
    if (document.errors.length > 0) throw document.errors[0];
    isValid = validate(document.toJS());
  } catch {
    console.log(`${file}\tunreadable`);
    continue;
  }
  const fault = validate.errors?.[0];
  console.log(`${file}\t${isValid ? "valid" : `${fault.instancePath} ${fault.message}`}`);
}
