// Makes what the pages load from npm packages: bundles, and the outlines of the map.
// Everything is written into one folder that the server serves; nothing is fetched when it runs.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { feature } from "topojson-client";

const target = new URL("../statementgraph/web/built/", import.meta.url);

await rm(target, { recursive: true, force: true });
await mkdir(target);
await bundle(["src/query.js"]);
await outlines();

async function bundle(entryPoints) {
  await build({
    entryPoints,
    outdir: target.pathname,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "linked",
    loader: { ".svg": "dataurl", ".woff2": "dataurl" },
    logLevel: "warning",
  });
}

// Land against water and no borders: who holds what is for claims, not for a map.
async function outlines() {
  const atlas = await readFile(new URL("node_modules/world-atlas/land-50m.json", import.meta.url));
  const world = JSON.parse(atlas);
  const land = feature(world, world.objects.land);
  await writeFile(new URL("land.json", target), JSON.stringify(land));
}
