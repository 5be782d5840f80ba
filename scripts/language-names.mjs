// Writes src/todo/languages/names.ts: which file names and extensions belong to which language id.
// The data is GitHub Linguist's, by way of the npm package linguist-languages. Run it after an update of that package.
import { writeFile } from 'node:fs/promises';
import * as linguist from 'linguist-languages';

/** Language id: the names Linguist has for it. Earlier lines win an extension that several claim. */
const languages = `
typescript: TypeScript
typescriptreact: TSX
javascript: JavaScript
cpp: C++
c: C; Lex; Yacc; Bison; XC; ISPC; nesC; DTrace; XS; X PixMap; Unified Parallel C; Linker Script; SWIG; Slang
cuda-cpp: Cuda
csharp: C#
java: Java; AspectJ
go: Go
rust: Rust
python: Python; Sage; Vyper; Xonsh; Ren'Py
starlark: Starlark
cython: Cython
snakemake: Snakemake
mojo: Mojo
objective-c: Objective-C
objective-cpp: Objective-C++
php: PHP
blade: Blade
hack: Hack
ruby: Ruby
crystal: Crystal
erb: HTML+ERB; JavaScript+ERB
perl: Perl
raku: Raku
shellscript: Shell; OpenRC runscript; Alpine Abuild; Gentoo Ebuild; Gentoo Eclass; Tcsh
fish: fish
powershell: PowerShell
bat: Batchfile
swift: Swift
kotlin: Kotlin; Gradle Kotlin DSL
scala: Scala
groovy: Groovy; Gradle; Nextflow
dart: Dart
html: HTML; Ecmarkup
vue: Vue
svelte: Svelte
astro: Astro
css: CSS; PostCSS
scss: SCSS
less: Less
sass: Sass; SugarSS
stylus: Stylus
xml: XML; Maven POM; XML Property List; Ant Build System; XPages; XProc; COLLADA; Web Ontology Language
xsl: XSLT
svg: SVG
json: JSON; Jupyter Notebook
jsonc: JSON with Comments
json5: JSON5
jsonnet: Jsonnet
yaml: YAML; MiniYAML; RAML; Salt
toml: TOML
ini: INI; Git Config; systemd; NPM Config
editorconfig: EditorConfig
properties: Java Properties
dotenv: Dotenv
ignore: Ignore List; Git Attributes
codeowners: CODEOWNERS
sql: SQL; TSQL; PLpgSQL; HiveQL; SQLPL
plsql: PLSQL
graphql: GraphQL
proto3: Protocol Buffer; Protocol Buffer Text Format
thrift: Thrift
flatbuffers: FlatBuffers
capnp: Cap'n Proto
prisma: Prisma
dockerfile: Dockerfile
makefile: Makefile
cmake: CMake
meson: Meson
just: Just
gn: GN
bitbake: BitBake
terraform: HCL; Terraform Template
bicep: Bicep
nix: Nix
puppet: Puppet
nginx: Nginx
apacheconf: ApacheConf
ssh_config: SSH Config
desktop: desktop
lua: Lua
luau: Luau
r: R
julia: Julia
matlab: MATLAB
elixir: Elixir
eex: HTML+EEX
erlang: Erlang
haskell: Haskell; C2hs Haskell; Curry; Frege
purescript: PureScript
elm: Elm
idris: Idris
agda: Agda
lean: Lean; Lean 4
dhall: Dhall
ocaml: OCaml
reason: Reason
rescript: ReScript
sml: Standard ML
coq: Rocq Prover
isabelle: Isabelle
fsharp: F#
clojure: Clojure; edn
lisp: Common Lisp; NewLisp
scheme: Scheme
racket: Racket
elisp: Emacs Lisp
fennel: Fennel
janet: Janet
zig: Zig
v: V
odin: Odin
d: D
nim: Nim
haxe: Haxe
vala: Vala
actionscript: ActionScript
processing: Processing
qml: QML
solidity: Solidity
move: Move
cairo: Cairo
apex: Apex
pony: Pony
ballerina: Ballerina
glsl: GLSL
hlsl: HLSL
wgsl: WGSL
metal: Metal
opencl: OpenCL
shaderlab: ShaderLab
gdshader: GDShader
gdscript: GDScript; Godot Resource
systemverilog: SystemVerilog
verilog: Verilog
vhdl: VHDL
asm: Assembly; Unix Assembly; Motorola 68K Assembly
llvm: LLVM
wat: WebAssembly
ada: Ada
pascal: Pascal; Component Pascal
modula2: Modula-2
FortranFreeForm: Fortran Free Form
FortranFixedForm: Fortran
cobol: COBOL
abap: ABAP; ABAP CDS
sas: SAS
stata: Stata
vb: Visual Basic .NET; VBScript; BASIC; Visual Basic 6.0
vba: VBA
freebasic: FreeBASIC
prolog: Prolog; Logtalk
tcl: Tcl
awk: Awk
sed: sed
viml: Vim script
latex: TeX
bibtex: BibTeX
postscript: PostScript
smalltalk: Smalltalk
forth: Forth
factor: Factor
apl: APL
wolfram: Wolfram Language
eiffel: Eiffel
applescript: AppleScript
autohotkey: AutoHotkey
nsis: NSIS
inno: Inno Setup
coffeescript: CoffeeScript
jade: Pug
haml: Haml
slim: Slim
handlebars: Handlebars
mustache: Mustache
twig: Twig
jinja-html: Jinja
nunjucks: Nunjucks
liquid: Liquid
gotmpl: Go Template
ejs: EJS
jsp: Java Server Pages; Groovy Server Pages
aspx: ASP.NET
razor: HTML+Razor
ftl: FreeMarker
velocity: Velocity Template Language
mako: Mako
smarty: Smarty
coldfusion: ColdFusion
markdown: Markdown
mdx: MDX
quarto: RMarkdown
restructuredtext: reStructuredText
asciidoc: AsciiDoc
org: Org
typst: Typst
textile: Textile
po: Gettext Catalog
feature: Gherkin
robotframework: RobotFramework
plantuml: PlantUML
mermaid: Mermaid
dot: Graphviz (DOT)
gnuplot: Gnuplot
squirrel: Squirrel
pawn: Pawn; SourcePawn
cue: CUE
lark: Lark
`;

/** What Linguist lacks, or decides by content; the first to claim a name keeps it. */
const extra = {
  cpp: { extensions: ['.h'] },
  go: { filenames: ['go.mod', 'go.work'] },
  typescript: { extensions: ['.mts', '.cts'] },
  javascriptreact: { extensions: ['.jsx'] },
  kconfig: { extensions: [], filenames: ['Kconfig'] },
  devicetree: { extensions: ['.dts', '.dtsi', '.dtso'] },
  asm: { extensions: ['.S', '.asm'] },
  'objective-c': { extensions: ['.m'] },
  'objective-cpp': { extensions: ['.mm'] },
  d: { extensions: ['.d'] },
  perl: { extensions: ['.pl', '.pm', '.t'] },
  html: { extensions: ['.html', '.htm', '.xhtml'] },
  yaml: { extensions: ['.yml', '.yaml'] },
  markdown: { extensions: ['.md', '.markdown'] },
  sql: { extensions: ['.sql'] },
  latex: { extensions: ['.tex', '.sty', '.cls', '.ltx'] },
  elisp: { extensions: ['.el'] },
  FortranFreeForm: { extensions: ['.f90', '.f95', '.f03', '.f08'] },
  rust: { extensions: ['.rs'] },
  v: { extensions: ['.vsh', '.vv'] },
  systemverilog: { extensions: ['.sv', '.svh'] },
  verilog: { extensions: ['.v'] },
  xml: { extensions: ['.xml', '.xsd', '.resx', '.csproj', '.plist'] },
  dockerfile: { filenames: ['Dockerfile', 'Containerfile'] },
  ini: { extensions: ['.ini', '.cfg', '.conf', '.service', '.socket', '.timer'] },
  jsonc: { filenames: ['tsconfig.json', 'jsconfig.json', '.eslintrc.json', 'devcontainer.json', 'settings.json'] },
  vue: { extensions: ['.vue'] },
  wolfram: { extensions: ['.wl', '.wls'] },
  awk: { extensions: ['.awk'] },
  gotmpl: { extensions: ['.tmpl', '.gotmpl', '.tpl'] },
};
/** Extensions of no use: data, output or too many meanings. */
const skipped = new Set(['.txt', '.log', '.csv', '.spec', '.in', '.inc', '.ipynb', '.mo', '.o']);

const byName = new Map(Object.values(linguist).map((entry) => [entry.name, entry]));
const ids = languages
  .trim()
  .split('\n')
  .map((line) => {
    const [id, names] = line.split(': ');
    return [id, names.split('; ')];
  });
const table = new Map();
const taken = new Set();
const add = (id, extensions = [], filenames = []) => {
  const row = table.get(id) ?? { extensions: [], filenames: [] };
  table.set(id, row);
  for (const extension of extensions) {
    const lower = extension.toLowerCase();
    if (taken.has(lower) || skipped.has(lower)) continue;
    taken.add(lower);
    row.extensions.push(lower.slice(1));
  }
  for (const name of filenames) {
    const key = `/${name.toLowerCase()}`;
    if (taken.has(key)) continue;
    taken.add(key);
    row.filenames.push(name.toLowerCase());
  }
};
for (const [id, row] of Object.entries(extra)) add(id, row.extensions, row.filenames);
for (const first of [true, false]) {
  for (const [id, names] of ids) {
    for (const name of names) {
      const entry = byName.get(name);
      if (entry === undefined) continue;
      // The first extension of an entry is its main one: those are given out before the rest.
      const extensions = entry.extensions ?? [];
      add(id, first ? extensions.slice(0, 1) : extensions, first ? [] : entry.filenames);
    }
  }
}
const row = (id, words) =>
  `  ${/^\w+$/.test(id) ? id : `'${id}'`}: ${JSON.stringify(words.join(' ')).replace(/^"|"$/g, "'")},\n`;
const rows = (key) =>
  [...table]
    .filter(([, entry]) => entry[key].length > 0)
    .map(([id, entry]) => row(id, entry[key]))
    .join('');
await writeFile(
  new URL('../src/todo/languages/names.ts', import.meta.url),
  `// Made by scripts/language-names.mjs from linguist-languages (MIT), which packages GitHub Linguist's data. Do not edit.

/** File name extensions, lower case and without the first dot, by language id. */
export const extensionsByLanguage: Record<string, string> = {
${rows('extensions')}};

/** Whole file names, lower case, by language id. */
export const fileNamesByLanguage: Record<string, string> = {
${rows('filenames')}};
`,
);
