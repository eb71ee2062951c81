// Usage: node dashboard.mjs, with the names of Grafana dashboards on standard input, one a line. Holds each against the types of Grafana 10, 11 and 13: the dashboard as a
// whole, and the options and fields of each panel. Prints a line for each file: its name, a tab, and 'valid' or the first fault.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import { createGenerator } from "ts-json-schema-generator";

const modules = fileURLToPath(new URL("node_modules/", import.meta.url));
// Grafana's foundation SDK has a release for each version of Grafana up to 11; the types of later ones are in the package that Grafana itself uses.
const versions = {
  10: (kind) => `grafana-10/dist/${kind}/types.gen.d.ts`,
  11: (kind) => `grafana-11/dist/${kind}/types.gen.d.ts`,
  13: (kind) => `@grafana/schema/dist/types/raw/${kind === "dashboard" ? "dashboard/x" : `composable/${kind}/panelcfg/x`}/types.gen.d.ts`,
};
const tsconfig = fileURLToPath(new URL("tsconfig.json", import.meta.url));
const ajv = new Ajv({ strict: false });
const validators = new Map();

const files = readFileSync(0, "utf8").split("\n").filter(Boolean);
for (const file of files) console.log(`${file}\t${fault(JSON.parse(readFileSync(file, "utf8"))) ?? "valid"}`);

function fault(board) {
  for (const version of Object.keys(versions)) {
    const found = check(version, "dashboard", "Dashboard", withoutDataSource(board));
    if (found) return found;
    for (const panel of board.panels.filter((panel) => panel.type !== "row")) {
      const kind = panel.type.replace("-", "");
      const inPanel =
        check(version, kind, "Options", panel.options) ??
        (panel.fieldConfig.defaults.custom && check(version, kind, "FieldConfig", panel.fieldConfig.defaults.custom)) ??
        // Since 12, Prometheus has a package of its own.
        (version < 12 ? panel.targets.map((target) => check(version, "prometheus", "dataquery", target)).find(Boolean) : undefined);
      if (inPanel) return `${panel.title}: ${inPanel}`;
    }
  }
}

// The type of a dashboard leaves open what a data source is asked.
function withoutDataSource(board) {
  return {
    ...board,
    annotations: { list: board.annotations.list.map(({ expr, step, titleFormat, textFormat, tagKeys, ...annotation }) => annotation) },
    panels: board.panels.map((panel) => (panel.type === "row" ? panel : { ...panel, targets: [] })),
  };
}

function check(version, kind, type, value) {
  const path = modules + versions[version](kind);
  const key = `${path} ${type}`;
  if (!validators.has(key)) {
    const schema = createGenerator({ path, type, skipTypeCheck: true, jsDoc: "none", functions: "hide", tsconfig }).createSchema(type);
    // For options and fields that a panel leaves out, Grafana has defaults.
    if (type === "Options" || type === "FieldConfig") for (const definition of Object.values(schema.definitions)) delete definition.required;
    validators.set(key, ajv.compile(schema));
  }
  const validate = validators.get(key);
  if (validate(value)) return undefined;
  // Of the branches of a union, the one that went deepest is the one that was meant.
  const first = validate.errors.reduce((deepest, error) => (error.instancePath.length > deepest.instancePath.length ? error : deepest));
  return `Grafana ${version} ${type}${first.instancePath} ${first.message} ${JSON.stringify(first.params)}`;
}
