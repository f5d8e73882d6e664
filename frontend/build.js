// Builds what the pages load, into the site's static folder. Run by `npm ci && npm run build`; the result is committed.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { compile } from "sass";

const OUT = new URL("../src/goldenthread/site/static/goldenthread/", import.meta.url);
const TESTS = new URL("../tests/site/", import.meta.url);

async function styles() {
  const { css } = compile("scss/goldenthread.scss", {
    loadPaths: ["node_modules"],
    style: "compressed",
    quietDeps: true,
  });
  await mkdir(new URL("css/", OUT), { recursive: true });
  await writeFile(new URL("css/goldenthread.css", OUT), `${css}\n`);
}

async function scripts() {
  await build({
    entryPoints: ["js/goldenthread.js", "js/supported.js"],
    outdir: new URL("js/", OUT).pathname,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    legalComments: "none",
    banner: { js: "/* Contains GOV.UK Frontend, MIT licence: see LICENCES.txt. */" },
    logLevel: "warning",
  });
  await copyFile("node_modules/htmx.org/dist/htmx.min.js", new URL("js/htmx.min.js", OUT));
}

// The accessibility checker goes to the tests only; it is never served.
async function checker() {
  await copyFile("node_modules/axe-core/axe.min.js", new URL("axe.min.js", TESTS));
}

await Promise.all([styles(), scripts(), checker()]);
