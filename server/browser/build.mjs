// Makes what the pages load from npm packages: bundles, and the outlines of the map.
// Everything is written into one folder that the server serves; nothing is fetched when it runs.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { feature } from "topojson-client";

const target = new URL("../statementgraph/web/built/", import.meta.url);

// Changes to YASGUI's code. Each text must occur exactly once in the package, so the build fails
// where a new version changes it.
const PATCHES = [
  // A literal is shown as it is in the data, with whatever braces it holds.
  ["e[t].value = e[t].value.replace(/{{(.*?)}}/g,", "e[t].value = e[t].value.replace(/(?!)/g,"],
  // Terms and prefixes come from our own data, never from a service or a list made elsewhere.
  ["`${r}lov.linkeddata.es/dataset/lov/api/v2/autocomplete/terms?${o.toString()}`", '""'],
  [/, madsrdf = "[^{}]*, prefixes_default = \{[^{}]*\}/, ", prefixes_default = {}"],
  ['endpoint: "https://dbpedia.org/sparql",\n\t\tmethod', 'endpoint: "",\n\t\tmethod'],
  // The Content-Security-Policy takes no style attributes.
  ["<strong style='text-decoration:underline'>", "<strong>"],
];

// The packages that pages load; each is served with the licences of all that it needs.
const SERVED = ["@zazuko/yasgui", "world-atlas"];
const NOTES = { "world-atlas": "Made with Natural Earth, which is in the public domain.\n" };

await rm(target, { recursive: true, force: true });
await mkdir(target);
await bundle(["src/query.js"]);
await outlines();
await licences();

async function bundle(entryPoints) {
  await build({
    entryPoints,
    outdir: target.pathname,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none", // The licences are in a file of their own.
    loader: { ".svg": "dataurl", ".woff2": "dataurl" },
    logLevel: "warning",
    plugins: [{ name: "patch", setup: patch }],
  });
}

function patch({ onLoad }) {
  onLoad({ filter: /yasgui\.esm\.js$/ }, async ({ path }) => {
    let contents = await readFile(path, "utf8");
    for (const [original, replacement] of PATCHES) {
      if (contents.split(original).length !== 2) throw new Error(`Not once in YASGUI: ${original}`);
      contents = contents.replace(original, () => replacement);
    }
    return { contents };
  });
}

// Land against water and no borders: who holds what is for claims, not for a map.
async function outlines() {
  const atlas = await readFile(new URL("node_modules/world-atlas/land-50m.json", import.meta.url));
  const world = JSON.parse(atlas);
  const land = feature(world, world.objects.land);
  // Three decimals are a hundred metres, finer than the outlines are.
  const rounded = (_, value) => (typeof value === "number" ? Number(value.toFixed(3)) : value);
  await writeFile(new URL("land.json", target), JSON.stringify(land, rounded));
}

// The licences of all that is served: what YASGUI is made of, and the outlines.
async function licences() {
  const { packages } = JSON.parse(await readFile(new URL("package-lock.json", import.meta.url)));
  const wanted = [...SERVED];
  for (const name of wanted) {
    const needs = Object.keys(packages[`node_modules/${name}`].dependencies ?? {});
    wanted.push(...needs.filter((other) => !wanted.includes(other)));
  }
  const texts = await Promise.all(wanted.sort().map((name) => licence(name, packages)));
  await writeFile(new URL("licences.txt", target), texts.join(`\n${"-".repeat(80)}\n\n`));
}

async function licence(name, packages) {
  const folder = new URL(`node_modules/${name}/`, import.meta.url);
  const about = JSON.parse(await readFile(new URL("package.json", folder)));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const author = about.author?.name ?? about.author ?? "its authors";
  const text = file ? await readFile(new URL(file, folder), "utf8") : `By ${author}.\n`;
  // A package may name no licence and only bring its text.
  const { version, license = "as follows" } = packages[`node_modules/${name}`];
  return `${name} ${version}: ${license}\n${NOTES[name] ?? ""}\n${text.trim()}\n`;
}
