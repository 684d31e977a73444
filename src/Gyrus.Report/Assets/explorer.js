// Turns the glass brain of a page into a 3-D view: NiiVue draws the volume and the edges, a canvas over it the names.
'use strict';
(() => {
  const { make, save, showTip, hideTip, addGrid, unpack } = globalThis.gyrusPage;
  const VIEWS = { Left: [90, 0], Right: [270, 0], Front: [180, 0], Back: [0, 0], Top: [0, 90], Bottom: [180, -90] };
  const USUAL_SCALE = 1.2;
  const MOST_ROWS = 200;
  const MOST_NAMES = 40;
  const THINNEST = 0.2; // of the thickness of the strongest edge
  const THICKEST = 1.5; // mm
  const PLAIN = 254; // the colour index of a node without network
  const PALE = 255; // of a node without shown edge
  // The headlight leaves the colour of the scale where a surface faces the reader.
  const SHADER = `#version 300 es
precision highp int;
precision highp float;
uniform float opacity;
in vec4 vClr;
in vec3 vN;
out vec4 color;
void main() {
  float facing = max(dot(normalize(vN), vec3(0.0, 0.0, -1.0)), 0.0);
  color = vec4(vClr.rgb * (0.7 + 0.3 * facing), opacity);
}`;

  const shown = (value) => (value === null ? 'missing' : String(Number(value.toPrecision(3))).replace('-', '−'));
  const whole = (count) => count.toLocaleString('en');
  const rgb = (hex) => {
    const full = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join('') : hex.slice(1);
    return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
  };
  const range = (count) => Array.from({ length: count }, (_, i) => i);
  const inflate = async (text, format) => new Response(await unpack(text, format)).text();

  let library = null;
  const loadLibrary = () => {
    library ??= (async () => {
      const script = document.createElement('script');
      script.textContent = await inflate(document.getElementById('niivue').textContent, 'gzip');
      document.head.append(script); // allowed by its hash
      script.remove();
      return globalThis.niivue;
    })();
    return library;
  };

  const hasWebGL = () => {
    const context = make('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  };

  // "80%" and "0.1", as --edge-threshold reads them; the percentile is that of |a| over all pairs, linearly interpolated.
  const readThreshold = (text) => {
    const match = /^\s*(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*(%?)\s*$/i.exec(text);
    const amount = match ? Number(match[1] + (match[2] ?? '')) : NaN;
    return Number.isFinite(amount) && !(match[3] && amount > 100) ? { amount, isPercentile: match[3] === '%' } : null;
  };

  class Scene {
    constructor(data) {
      Object.assign(this, data);
      this.edges = range(this.pairs.length / 2).map((e) => [this.pairs[2 * e], this.pairs[2 * e + 1]]);
      this.allPairs = (this.names.length * (this.names.length - 1)) / 2;
      this.byPair = new Map(this.edges.map(([i, j], e) => [i * this.names.length + j, e]));
      this.sizes = new Map();
    }

    edgeOf(i, j) {
      return this.byPair.get(Math.min(i, j) * this.names.length + Math.max(i, j)) ?? -1;
    }

    // |a| of every pair that is finite, ascending; pairs without an edge are 0.
    sizesOf(connectome) {
      if (!this.sizes.has(connectome)) {
        const finite = connectome.values.filter((v) => v !== null);
        const sizes = new Float64Array(this.allPairs - (connectome.values.length - finite.length));
        finite.forEach((v, k) => (sizes[k] = Math.abs(v)));
        this.sizes.set(connectome, sizes.sort());
      }
      return this.sizes.get(connectome);
    }

    cutOf(connectome, { amount, isPercentile }) {
      const sizes = this.sizesOf(connectome);
      if (!isPercentile || sizes.length === 0) {
        return isPercentile ? 0 : amount;
      }
      const position = (amount / 100) * (sizes.length - 1);
      const below = Math.min(Math.floor(position), sizes.length - 1);
      const above = sizes[Math.min(below + 1, sizes.length - 1)];
      return above > sizes[below] ? sizes[below] + (position - below) * (above - sizes[below]) : sizes[below];
    }

    // The percentile of a number, for the slider.
    rankOf(connectome, cut) {
      const sizes = this.sizesOf(connectome);
      const below = sizes.findIndex((s) => s >= cut);
      return sizes.length < 2 ? 0 : (100 * (below < 0 ? sizes.length - 1 : below)) / (sizes.length - 1);
    }

    colour(value, limit) {
      const half = (this.lines.length - 1) / 2;
      return this.lines[half + Math.round(half * Math.max(-1, Math.min(1, value / limit)))];
    }
  }

  // What NiiVue draws. Nothing here knows of controls.
  class View {
    static async open(scene, canvas, onDraw) {
      const { Niivue, NVImage } = await loadLibrary();
      const view = new View();
      view.scene = scene;
      view.brain = await View.volume(scene.brain, NVImage);
      view.nv = new Niivue({
        backColor: [1, 1, 1, 1], show3Dcrosshair: false, interactive: false, dragAndDropEnabled: false, isOrientationTextVisible: false,
        meshXRay: 1, sliceType: 4, logLevel: 'error', loadingText: '', showLegend: false,
      });
      const { nv } = view;
      await nv.attachToCanvas(canvas, true);
      nv.addColormap('gyrusBrain', { R: [150, 150, 232], G: [152, 152, 234], B: [158, 158, 240], A: [0, 150, 255], I: [0, 40, 255] });
      for (const [name, sign] of [['gyrusMore', 1], ['gyrusLess', -1]]) {
        const half = (scene.lines.length - 1) / 2;
        const table = range(256).map((i) => rgb(scene.lines[half + sign * Math.round(half * Math.max(0, (i / 255 - THINNEST) / (1 - THINNEST)))]));
        nv.addColormap(name, View.table(table));
      }
      const nodes = range(256).map(() => rgb('#333333'));
      scene.networkColours.forEach((hex, k) => (nodes[k] = rgb(hex)));
      nodes[PALE] = rgb('#c4c8cc');
      nv.addColormap('gyrusNodes', View.table(nodes));
      view.brain.colormap = 'gyrusBrain';
      view.brain.opacity = 0.45;
      view.brain.cal_min = scene.brain.surface;
      view.brain.cal_max = 255;
      nv.addVolume(view.brain);
      nv.setRenderAzimuthElevation(120, 18);
      nv.setScale(USUAL_SCALE);
      const draw = nv.drawScene.bind(nv);
      nv.drawScene = () => {
        draw();
        onDraw();
      };
      return view;
    }

    static table(colours) {
      return { R: colours.map((c) => c[0]), G: colours.map((c) => c[1]), B: colours.map((c) => c[2]), A: colours.map(() => 255), I: range(256) };
    }

    static async volume({ size, affine, voxels }, NVImage) {
      const bytes = Uint8Array.from(atob(voxels), (c) => c.charCodeAt(0));
      const spacing = [0, 1, 2].map((c) => Math.hypot(affine[c], affine[c + 4], affine[c + 8]));
      const file = NVImage.createNiftiArray(size, spacing, affine, 2, bytes);
      return NVImage.loadFromUrl({ url: 'brain.nii', name: 'brain.nii', buffer: file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) });
    }

    // Shows edges (indices), nodes by strength, on the scale of a connectome.
    set(edges, strengths, connectome) {
      const { scene, nv } = this;
      const placed = range(scene.names.length).filter((i) => scene.places[i]);
      const at = new Map(placed.map((i, k) => [i, k]));
      const strongest = Math.max(...strengths, Number.MIN_VALUE);
      const nodes = placed.map((i) => ({
        name: String(i), x: scene.places[i][0], y: scene.places[i][1], z: scene.places[i][2],
        colorValue: strengths[i] > 0 ? (scene.network[i] < 0 ? PLAIN : scene.network[i] % PLAIN) : PALE,
        sizeValue: strengths[i] > 0 ? 1.6 + 2.4 * Math.sqrt(strengths[i] / strongest) : 1.2,
      }));
      const lines = edges.map((e) => {
        const value = connectome.values[e];
        const size = THINNEST + (1 - THINNEST) * Math.min(1, Math.abs(value) / connectome.limit);
        return { first: at.get(scene.edges[e][0]), second: at.get(scene.edges[e][1]), colorValue: Math.sign(value) * size };
      });
      if (this.mesh) {
        Object.assign(this.mesh, { nodes, edges: lines });
        this.mesh.updateConnectome(nv.gl);
        nv.drawScene();
        return;
      }
      this.mesh = nv.loadConnectomeAsMesh({
        name: 'connectome', nodes, edges: lines, showLegend: false,
        nodeColormap: 'gyrusNodes', nodeColormapNegative: 'gyrusNodes', nodeMinColor: 0, nodeMaxColor: 255, nodeScale: 1,
        edgeColormap: 'gyrusMore', edgeColormapNegative: 'gyrusLess', edgeMin: 0, edgeMax: 1, edgeScale: THICKEST,
      });
      nv.addMesh(this.mesh);
      nv.setMeshShader(this.mesh.id, nv.setCustomMeshShader(SHADER, 'gyrus'));
    }

    get angles() {
      return [this.nv.scene.renderAzimuth, this.nv.scene.renderElevation];
    }

    turn(azimuth, elevation) {
      this.nv.setRenderAzimuthElevation(((azimuth % 360) + 360) % 360, Math.max(-90, Math.min(90, elevation)));
    }

    zoom(factor) {
      this.nv.setScale(factor ? Math.max(0.5, Math.min(4, this.nv.scene.volScaleMultiplier * factor)) : USUAL_SCALE);
    }

    opacity(share) {
      this.nv.setOpacity(0, share);
    }

    // A function from millimetres to the pixels of a box, and the depth.
    projection(width, height) {
      const [m] = this.nv.calculateMvpMatrix(null, [0, 0, 0, 0], ...this.angles);
      return ([x, y, z]) => [0, 1, 2]
        .map((r) => m[r] * x + m[r + 4] * y + m[r + 8] * z + m[r + 12])
        .map((v, r) => (r === 0 ? ((1 + v) / 2) * width : r === 1 ? ((1 - v) / 2) * height : v));
    }
  }

  class Explorer {
    constructor(root, scene) {
      Object.assign(this, { root, scene, connectome: scene.connectomes[0], region: -1, edge: -1, hover: { region: -1, edge: -1 }, names: false });
      this.threshold = readThreshold(scene.threshold) ?? { amount: 80, isPercentile: true };
      this.build();
      this.linkTables();
      document.addEventListener('gyrus:cell', ({ detail }) => {
        if (detail.from !== this && detail.size === this.scene.names.length) {
          this.point(detail.cell ? this.scene.edgeOf(...detail.cell) : -1, -1, detail.from);
        }
      });
      document.addEventListener('gyrus:choose', ({ detail }) => {
        if (detail.from !== this && detail.size === this.scene.names.length) {
          this.choose(this.scene.edgeOf(...detail.cell), -1);
        }
      });
    }

    // ---- controls

    build() {
      const { scene, root } = this;
      const id = `explorer-${root.dataset.figure}`;
      const label = (text, control, ...more) => make('label', {}, text, control, ...more);
      const button = (text, act, properties = {}) => {
        const made = make('button', { type: 'button', textContent: text, ...properties });
        made.addEventListener('click', act);
        return made;
      };
      this.canvas = make('canvas', { width: 640, height: 480 });
      this.overlay = make('canvas', { className: 'overlay' });
      this.overlay.setAttribute('aria-hidden', 'true');
      this.canvas.setAttribute('role', 'img');
      this.canvas.setAttribute('aria-label', `${scene.title}: a volume with the edges inside it`);
      this.box = make('div', { className: 'box' }, this.canvas);
      this.view3d = make('div', { className: 'view', tabIndex: 0 }, this.box, this.overlay);
      this.view3d.setAttribute('role', 'application');
      this.view3d.setAttribute('aria-label', '3-D view: the arrow keys turn it, plus and minus zoom, 0 resets, Escape clears the selection');

      this.chooseConnectome = make('select', {}, ...scene.connectomes.map((c, k) => make('option', { value: k, textContent: c.name })));
      this.chooseConnectome.setAttribute('aria-label', 'Connectome');
      this.chooseConnectome.addEventListener('change', () => {
        this.connectome = scene.connectomes[this.chooseConnectome.value];
        this.moveSlider();
        this.update();
      });
      this.chooseRegion = make('select', {}, make('option', { value: -1, textContent: 'all regions' }), ...scene.names.map((n, i) => make('option', { value: i, textContent: n })));
      this.chooseRegion.setAttribute('aria-label', 'Region');
      this.chooseRegion.addEventListener('change', () => this.choose(-1, Number(this.chooseRegion.value)));
      this.slider = make('input', { type: 'range', min: 0, max: 100, step: 1 });
      this.slider.setAttribute('aria-label', 'Threshold as a percentile');
      this.slider.addEventListener('input', () => {
        this.threshold = { amount: Number(this.slider.value), isPercentile: true };
        this.amount.value = `${this.slider.value}%`;
        this.slider.setAttribute('aria-valuetext', `${this.slider.value} %`);
        this.soon();
      });
      this.amount = make('input', { type: 'text', className: 'amount', value: scene.threshold, autocomplete: 'off', spellcheck: false, title: 'A percentile such as 80%, or a strength such as 0.1' });
      this.amount.addEventListener('change', () => {
        const read = readThreshold(this.amount.value);
        this.amount.setAttribute('aria-invalid', String(!read));
        if (read) {
          this.threshold = read;
          this.moveSlider();
          this.update();
        }
      });
      this.showNames = make('input', { type: 'checkbox' });
      this.showNames.addEventListener('change', () => {
        this.names = this.showNames.checked;
        this.paint();
      });
      this.solid = make('input', { type: 'range', min: 0, max: 100, step: 5, value: 45, className: 'short' });
      this.solid.addEventListener('input', () => this.later('opacity', () => this.view?.opacity(this.solid.value / 100)));
      this.facts = make('p', { className: 'facts-line' });
      this.facts.setAttribute('role', 'status');
      this.selection = make('p', { className: 'facts-line' });
      this.selection.setAttribute('role', 'status');

      const views = make('div', { className: 'tools' }, ...Object.entries(VIEWS).map(([name, angles]) => button(name, () => this.view.turn(...angles))),
        button('+', () => this.view.zoom(1.25), { ariaLabel: 'Zoom in' }), button('−', () => this.view.zoom(0.8), { ariaLabel: 'Zoom out' }));
      views.setAttribute('role', 'group');
      views.setAttribute('aria-label', 'View from');
      this.matrix = make('canvas', { width: scene.names.length, height: scene.names.length, className: 'cells' });
      this.matrix.setAttribute('aria-hidden', 'true');
      this.mark = make('div', { className: 'mark', hidden: true });
      this.matrixBox = make('div', { className: 'matrix' }, this.matrix, this.mark);
      this.matrixNote = make('span');
      this.matrixNote.setAttribute('role', 'status');
      addGrid({
        element: this.matrixBox, image: this.matrix, rows: scene.names.length, columns: scene.names.length, status: this.matrixNote,
        label: 'Matrix of the edges shown',
        describe: (i, j) => this.describePair(i, j),
        onPoint: (i, j) => this.point(scene.edgeOf(i, j), -1, 'cells'),
        onLeave: () => this.point(-1, -1, 'cells'),
        onChoose: (i, j) => this.choose(scene.edgeOf(i, j), -1),
      });
      this.rows = make('tbody');
      const heads = ['Edge', scene.scale || 'value'].map((text, k) => {
        const head = make('th', { textContent: text, scope: 'col' });
        head.className = k ? 'n' : 't';
        return head;
      });
      this.listCaption = make('caption', { textContent: 'Edges shown, strongest first' });
      this.list = make('div', { className: 'scroll list' }, make('table', {}, this.listCaption, make('thead', {}, make('tr', {}, ...heads)), this.rows));
      this.list.addEventListener('keydown', (event) => this.moveInList(event));
      this.list.addEventListener('pointerleave', () => this.point(-1, -1, 'list'));
      const png = button('Download PNG', () => this.savePicture(), { ariaLabel: 'Download PNG of the 3-D view' });
      const tsv = button('Download TSV', () => this.saveTable(), { ariaLabel: 'Download TSV of the edges shown' });
      this.swap = button('Show the glass brain', () => this.show(root.dataset.view !== '3d'));
      const scale = make('div', { className: 'key' }, this.low = make('span'), this.bar = make('canvas', { width: scene.lines.length, height: 1 }), this.high = make('span'), make('span', { textContent: scene.scale }));
      this.bar.setAttribute('aria-hidden', 'true');
      const legend = make('ul', { className: 'legend' }, ...scene.networks.map((name, k) => {
        const dot = make('span', { className: 'dot' });
        dot.style.backgroundColor = scene.networkColours[k];
        return make('li', {}, dot, name);
      }));
      legend.setAttribute('aria-label', 'Colours of the networks');
      legend.hidden = scene.networks.length === 0;

      this.stage = make('div', { className: 'stage', id },
        make('div', { className: 'tools' }, label('Connectome', this.chooseConnectome), label('Region', this.chooseRegion), label('Threshold', this.slider), this.amount),
        make('div', { className: 'columns3d' },
          make('div', { className: 'left' }, this.view3d, scale, legend, views,
            make('div', { className: 'tools' }, label('', this.showNames, 'Names'), label('Brain', this.solid), png)),
          make('div', { className: 'right' }, this.matrixBox, make('div', { className: 'tools' }, this.matrixNote), this.list, make('div', { className: 'tools' }, tsv))),
        this.facts, this.selection);
      this.amount.setAttribute('aria-label', 'Threshold: a percentile such as 80%, or a strength such as 0.1');
      this.stage.hidden = true;
      root.prepend(this.stage);
      this.swap.hidden = true;
      root.querySelector('figure .tools').append(this.swap);
      if (scene.leftOut > 0) {
        this.stage.append(make('p', { className: 'facts-line', textContent: `${scene.leftOut} more subjects are not in this view, to keep the page small.` }));
      }
      this.moveSlider();
      this.listenToView();
    }

    moveSlider() {
      const { amount, isPercentile } = this.threshold;
      const percent = isPercentile ? amount : this.scene.rankOf(this.connectome, amount);
      this.slider.value = percent;
      this.slider.setAttribute('aria-valuetext', `${Math.round(percent)} %`);
    }

    // ---- what is shown

    soon() {
      this.later('update', () => this.update());
    }

    // At most once a frame, whatever comes in.
    later(name, act) {
      this.waiting ??= new Set();
      if (!this.waiting.has(name)) {
        this.waiting.add(name);
        requestAnimationFrame(() => {
          this.waiting.delete(name);
          act();
        });
      }
    }

    update() {
      const { scene, connectome } = this;
      const cut = scene.cutOf(connectome, this.threshold);
      const kept = range(scene.edges.length).filter((e) => {
        const value = connectome.values[e];
        return value !== null && value !== 0 && Math.abs(value) >= cut;
      });
      this.kept = new Set(kept);
      const mine = kept.filter((e) => this.region < 0 || scene.edges[e].includes(this.region));
      this.edges = mine.sort((a, b) => Math.abs(connectome.values[b]) - Math.abs(connectome.values[a]));
      this.strengths = new Array(scene.names.length).fill(0);
      for (const e of this.edges) {
        scene.edges[e].forEach((i) => (this.strengths[i] += Math.abs(connectome.values[e])));
      }
      const least = cut > 0 ? `, |${scene.scale || 'value'}| ≥ ${shown(cut)}` : '';
      this.facts.textContent = `${whole(kept.length)} of ${whole(scene.allPairs)} pairs shown${least}.`;
      this.root.dataset.shown = kept.length;
      this.low.textContent = shown(-connectome.limit);
      this.high.textContent = shown(connectome.limit);
      this.paintBar();
      this.fillList();
      this.paintMatrix();
      this.describeSelection();
      this.view?.set(this.edges.filter((e) => scene.edges[e].every((i) => scene.places[i])), this.strengths, connectome);
    }

    paintBar() {
      const context = this.bar.getContext('2d');
      this.scene.lines.forEach((colour, k) => {
        context.fillStyle = colour;
        context.fillRect(k, 0, 1, 1);
      });
    }

    paintMatrix() {
      const { scene, connectome } = this;
      const context = this.matrix.getContext('2d');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, scene.names.length, scene.names.length);
      for (const e of this.edges) {
        const [i, j] = scene.edges[e];
        context.fillStyle = scene.colour(connectome.values[e], connectome.limit);
        context.fillRect(i, j, 1, 1);
        context.fillRect(j, i, 1, 1);
      }
    }

    nameOf(e) {
      return this.scene.edges[e].map((i) => this.scene.names[i]).join(' – ');
    }

    describePair(i, j) {
      const e = this.scene.edgeOf(i, j);
      const value = e < 0 ? 0 : this.connectome.values[e];
      const hidden = e >= 0 && !this.kept.has(e) ? ' (below the threshold)' : '';
      return i === j ? this.scene.names[i] : `${this.scene.names[i]} – ${this.scene.names[j]}: ${shown(value)}${hidden}`;
    }

    fillList() {
      const rows = this.edges.slice(0, MOST_ROWS).map((e, k) => {
        const name = make('button', { type: 'button', textContent: this.nameOf(e), tabIndex: k === 0 ? 0 : -1, className: 'edge' });
        const row = make('tr', {}, make('td', {}, name), make('td', { className: 'n', textContent: shown(this.connectome.values[e]) }));
        row.dataset.edge = e;
        name.setAttribute('aria-pressed', String(e === this.edge));
        name.addEventListener('click', () => this.choose(this.edge === e ? -1 : e, this.region));
        name.addEventListener('focus', () => this.point(e, -1, 'list'));
        name.addEventListener('blur', () => this.point(-1, -1, 'list'));
        row.addEventListener('pointerenter', () => this.point(e, -1, 'list'));
        return row;
      });
      this.rows.replaceChildren(...rows);
      const more = this.edges.length > MOST_ROWS ? `; the ${MOST_ROWS} strongest of ${whole(this.edges.length)}` : '';
      this.listCaption.textContent = `Edges ${this.region < 0 ? 'shown' : `of ${this.scene.names[this.region]}`}, strongest first${more}`;
      this.markRows();
    }

    moveInList(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const buttons = [...this.rows.querySelectorAll('button')];
      const at = buttons.indexOf(document.activeElement);
      if (!step || at < 0) {
        return;
      }
      event.preventDefault();
      const next = buttons[Math.max(0, Math.min(buttons.length - 1, at + step))];
      buttons[at].tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }

    // ---- pointing and choosing: an edge or a region, −1 for none

    point(edge, region, from) {
      if (this.hover.edge === edge && this.hover.region === region) {
        return;
      }
      this.hover = { edge, region };
      this.showPointed(from);
    }

    // An edge keeps the region it belongs to; a region lets go of the edge.
    choose(edge, region) {
      const before = this.region;
      this.edge = edge;
      this.region = edge < 0 ? region : before >= 0 && this.scene.edges[edge].includes(before) ? before : -1;
      this.chooseRegion.value = this.region;
      if (this.region !== before) {
        this.update();
      }
      this.describeSelection();
      this.showPointed('choice');
      if (edge >= 0) {
        this.rows.querySelector(`[data-edge="${edge}"]`)?.scrollIntoView({ block: 'nearest' });
      }
    }

    showPointed(from) {
      this.later('paint', () => this.paint());
      this.markRows();
      this.markCell();
      const edge = this.hover.edge >= 0 ? this.hover.edge : this.edge;
      const cell = edge >= 0 ? this.scene.edges[edge] : null;
      document.dispatchEvent(new CustomEvent('gyrus:mark', { detail: { from: from ?? this, cell, size: this.scene.names.length } }));
    }

    markRows() {
      const pointed = this.hover.edge >= 0 ? this.hover.edge : this.edge;
      for (const row of this.rows.rows) {
        row.classList.toggle('pointed', Number(row.dataset.edge) === pointed);
        row.querySelector('button').setAttribute('aria-pressed', String(Number(row.dataset.edge) === this.edge));
      }
      this.linkedRow?.classList.remove('pointed');
      this.linkedRow = pointed >= 0 ? this.tableRows?.get(this.scene.edges[pointed].map((i) => this.scene.names[i]).join('\n')) : null;
      this.linkedRow?.classList.add('pointed');
    }

    markCell() {
      const pointed = this.hover.edge >= 0 ? this.hover.edge : this.edge;
      this.mark.hidden = pointed < 0;
      if (pointed >= 0) {
        const [i, j] = this.scene.edges[pointed];
        const part = 100 / this.scene.names.length;
        Object.assign(this.mark.style, { left: `${i * part}%`, top: `${j * part}%`, width: `${part}%`, height: `${part}%` });
      }
    }

    describeSelection() {
      const { scene } = this;
      const parts = [];
      if (this.region >= 0) {
        parts.push(`${scene.names[this.region]}: ${whole(this.edges.length)} ${this.edges.length === 1 ? 'edge' : 'edges'} shown, strength ${shown(this.strengths[this.region])}.`);
      }
      if (this.edge >= 0) {
        parts.push(`Selected: ${this.describePair(...scene.edges[this.edge])}.`);
      }
      this.selection.textContent = parts.join(' ');
    }

    linkTables() {
      this.tableRows = new Map();
      for (const row of document.querySelectorAll('table[data-file="edges.tsv"] tbody tr')) {
        const cells = [row.cells[0].textContent, row.cells[1].textContent];
        const [i, j] = cells.map((n) => this.scene.names.indexOf(n));
        const edge = i < 0 || j < 0 ? -1 : this.scene.edgeOf(i, j);
        if (edge >= 0) {
          this.tableRows.set(this.scene.edges[edge].map((r) => this.scene.names[r]).join('\n'), row);
          row.addEventListener('pointerenter', () => this.point(edge, -1, 'table'));
          row.addEventListener('pointerleave', () => this.point(-1, -1, 'table'));
          row.addEventListener('click', () => this.choose(edge, -1));
        }
      }
      for (const row of document.querySelectorAll('table[data-file="regions.tsv"] tbody tr')) {
        const region = this.scene.names.indexOf(row.cells[0].textContent);
        if (region >= 0) {
          row.addEventListener('pointerenter', () => this.point(-1, region, 'table'));
          row.addEventListener('pointerleave', () => this.point(-1, -1, 'table'));
          row.addEventListener('click', () => this.choose(-1, region));
        }
      }
    }

    // ---- the view: turning, zooming, picking

    listenToView() {
      const { view3d } = this;
      let from = null;
      view3d.addEventListener('pointerdown', (event) => {
        if (event.button === 0 && this.view) {
          from = { x: event.clientX, y: event.clientY, angles: this.view.angles, moved: false };
          view3d.setPointerCapture(event.pointerId);
        }
      });
      view3d.addEventListener('pointermove', (event) => {
        if (!this.view) {
          return;
        }
        if (!from) {
          this.later('pick', () => this.pointAt(event));
          return;
        }
        const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
        from.moved ||= Math.hypot(dx, dy) > 4;
        if (from.moved) {
          const [azimuth, elevation] = from.angles;
          hideTip();
          this.later('turn', () => this.view.turn(azimuth + dx / 2, elevation + dy / 2));
        }
      });
      view3d.addEventListener('pointerup', (event) => {
        if (from && !from.moved) {
          const hit = this.pick(event);
          this.choose(hit.edge, hit.region);
        }
        from = null;
      });
      view3d.addEventListener('pointercancel', () => (from = null));
      view3d.addEventListener('pointerleave', () => {
        hideTip();
        this.point(-1, -1, 'view');
      });
      view3d.addEventListener('wheel', (event) => {
        if (event.ctrlKey && this.view) {
          event.preventDefault();
          this.view.zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
        }
      }, { passive: false });
      view3d.addEventListener('keydown', (event) => {
        if (!this.view || event.ctrlKey || event.altKey || event.metaKey) {
          return;
        }
        const [azimuth, elevation] = this.view.angles;
        const act = {
          ArrowLeft: () => this.view.turn(azimuth - 10, elevation), ArrowRight: () => this.view.turn(azimuth + 10, elevation),
          ArrowUp: () => this.view.turn(azimuth, elevation + 10), ArrowDown: () => this.view.turn(azimuth, elevation - 10),
          '+': () => this.view.zoom(1.25), '=': () => this.view.zoom(1.25), '-': () => this.view.zoom(0.8), 0: () => this.view.zoom(null),
          Escape: () => this.choose(-1, -1),
        }[event.key];
        if (act) {
          event.preventDefault();
          act();
        }
      });
    }

    // The node under the pointer, or the edge, or neither.
    pick(event) {
      const box = this.box.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const at = this.placesOnScreen(box.width, box.height);
      let [region, nearest] = [-1, 9];
      at.forEach((p, i) => {
        const distance = p ? Math.hypot(p[0] - x, p[1] - y) : Infinity;
        if (distance < nearest && (this.strengths[i] > 0 || this.edges.length === 0)) {
          [region, nearest] = [i, distance];
        }
      });
      let [edge, close] = [-1, 5];
      for (const e of region < 0 ? this.edges : []) {
        const [a, b] = this.scene.edges[e].map((i) => at[i]);
        if (a && b) {
          const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
          const along = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / Math.max(dx * dx + dy * dy, 1e-9)));
          const distance = Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy);
          if (distance < close) {
            [edge, close] = [e, distance];
          }
        }
      }
      return { edge, region };
    }

    pointAt(event) {
      const { edge, region } = this.pick(event);
      this.point(edge, region, 'view');
      if (edge < 0 && region < 0) {
        hideTip();
        return;
      }
      const text = edge >= 0 ? this.describePair(...this.scene.edges[edge]) : `${this.scene.names[region]}, strength ${shown(this.strengths[region])}`;
      showTip(text, event.clientX, event.clientY);
    }

    placesOnScreen(width, height) {
      const project = this.view.projection(width, height);
      return this.scene.places.map((p) => p && project(p));
    }

    // ---- names, letters and what is pointed at, over the view

    paint() {
      if (!this.view || this.stage.hidden) {
        return;
      }
      const box = this.box.getBoundingClientRect();
      const sharp = devicePixelRatio || 1;
      const { overlay } = this;
      if (overlay.width !== Math.round(box.width * sharp) || overlay.height !== Math.round(box.height * sharp)) {
        overlay.width = Math.round(box.width * sharp);
        overlay.height = Math.round(box.height * sharp);
      }
      const pen = overlay.getContext('2d');
      pen.setTransform(sharp, 0, 0, sharp, 0, 0);
      pen.clearRect(0, 0, box.width, box.height);
      Object.assign(pen, { lineJoin: 'round', lineCap: 'round', textBaseline: 'middle' });
      const at = this.placesOnScreen(box.width, box.height);
      this.paintLetters(pen, box);
      const edge = this.hover.edge >= 0 ? this.hover.edge : this.edge;
      const ends = edge >= 0 ? this.scene.edges[edge] : [];
      if (ends.length && ends.every((i) => at[i])) {
        this.paintEdge(pen, ends.map((i) => at[i]), this.scene.colour(this.connectome.values[edge] ?? 0, this.connectome.limit));
      }
      const marked = [...ends, this.hover.region, this.region].filter((i) => i >= 0 && at[i]);
      for (const i of new Set(marked)) {
        pen.beginPath();
        pen.arc(at[i][0], at[i][1], 8, 0, 2 * Math.PI);
        Object.assign(pen, { strokeStyle: '#111', lineWidth: 2 });
        pen.stroke();
      }
      this.paintNames(pen, at, [...new Set(marked)], box);
    }

    paintEdge(pen, [a, b], colour) {
      for (const [width, stroke] of [[7, '#111'], [4, colour]]) {
        pen.beginPath();
        pen.moveTo(a[0], a[1]);
        pen.lineTo(b[0], b[1]);
        Object.assign(pen, { lineWidth: width, strokeStyle: stroke });
        pen.stroke();
      }
    }

    // The sides that lie in the plane of the picture.
    paintLetters(pen, box) {
      const project = this.view.projection(box.width, box.height);
      const middle = project([0, -18, 4]);
      const sides = { L: [-84, -18, 4], R: [84, -18, 4], A: [0, 84, 4], P: [0, -118, 4], S: [0, -18, 92], I: [0, -18, -88] };
      const reach = 0.5 * Math.min(box.width, box.height);
      pen.font = '600 14px system-ui, Arial, sans-serif';
      pen.textAlign = 'center';
      for (const [letter, place] of Object.entries(sides)) {
        const [x, y] = project(place);
        if (Math.hypot(x - middle[0], y - middle[1]) > 0.55 * reach) {
          this.write(pen, letter, Math.max(10, Math.min(box.width - 10, x)), Math.max(10, Math.min(box.height - 10, y)), '#59626b');
        }
      }
    }

    write(pen, text, x, y, colour) {
      Object.assign(pen, { lineWidth: 4, strokeStyle: 'rgba(255,255,255,0.9)', fillStyle: colour });
      pen.strokeText(text, x, y);
      pen.fillText(text, x, y);
    }

    paintNames(pen, at, marked, box) {
      const neighbours = this.region < 0 ? [] : this.edges.flatMap((e) => this.scene.edges[e]).filter((i) => i !== this.region);
      const strongest = this.names ? range(at.length).filter((i) => this.strengths[i] > 0).sort((a, b) => this.strengths[b] - this.strengths[a]) : [];
      const wanted = [...new Set([...marked, ...neighbours.slice(0, 12), ...strongest])].filter((i) => at[i]).slice(0, MOST_NAMES);
      pen.font = '12px system-ui, Arial, sans-serif';
      pen.textAlign = 'left';
      const taken = [];
      for (const i of wanted) {
        const name = this.scene.names[i].length > 34 ? this.scene.names[i].slice(0, 33) + '…' : this.scene.names[i];
        const width = pen.measureText(name).width;
        const left = at[i][0] + 11 + width > box.width ? at[i][0] - 11 - width : at[i][0] + 11;
        const place = [left, at[i][1] - 7, width, 14];
        const free = taken.every((t) => place[0] > t[0] + t[2] || t[0] > place[0] + place[2] || place[1] > t[1] + t[3] || t[1] > place[1] + place[3]);
        if (free || marked.includes(i)) {
          taken.push(place);
          this.write(pen, name, left, at[i][1], '#111');
        }
      }
    }

    // ---- files

    savePicture() {
      this.view.nv.drawScene();
      const picture = make('canvas', { width: this.canvas.width, height: this.canvas.height });
      const pen = picture.getContext('2d');
      pen.fillRect(0, 0, picture.width, picture.height); // NiiVue's colours are mixed for black behind them
      pen.drawImage(this.canvas, 0, 0);
      pen.drawImage(this.overlay, 0, 0, picture.width, picture.height);
      picture.toBlob((blob) => save(blob, 'image/png', `${this.root.querySelector('figure').dataset.file.replace(/\.svg$/, '')}-3d.png`));
    }

    saveTable() {
      const clean = (text) => text.replace(/[\t\r\n]+/g, ' ');
      const lines = this.edges.map((e) => [...this.scene.edges[e].map((i) => clean(this.scene.names[i])), this.connectome.values[e]].join('\t'));
      save(['region_1\tregion_2\tvalue', ...lines].join('\n') + '\n', 'text/tab-separated-values', 'edges-shown.tsv');
    }

    // ---- starting, and doing without

    show(is3D) {
      this.root.dataset.view = is3D ? '3d' : 'glass';
      this.stage.hidden = !is3D;
      this.swap.textContent = is3D ? 'Show the glass brain' : 'Show in 3-D';
      if (is3D) {
        this.view.nv.resizeListener?.();
        this.view.nv.drawScene();
      }
    }

    async start() {
      this.startedAt = performance.now();
      if (!hasWebGL()) {
        this.doWithout('The 3-D view needs WebGL 2, which this browser does not offer. The glass brain shows the same connectome.');
        return;
      }
      try {
        this.root.dataset.view = '3d';
        this.stage.hidden = false; // the canvas needs a size
        this.stage.classList.add('starting');
        this.canvas.addEventListener('webglcontextlost', () => this.doWithout('The browser took the 3-D view away. The glass brain shows the same connectome; load the page again for 3-D.'));
        this.view = await View.open(this.scene, this.canvas, () => this.paint());
        this.update();
        this.stage.classList.remove('starting');
        this.swap.hidden = false;
        this.show(true);
        this.root.dataset.state = 'ready';
      } catch (error) {
        console.error(error);
        this.doWithout('The 3-D view could not start. The glass brain shows the same connectome.');
      }
    }

    doWithout(sentence) {
      this.view = null;
      this.stage.hidden = true;
      this.swap.hidden = true;
      this.root.dataset.view = 'glass';
      this.root.dataset.state = 'without';
      if (!this.note) {
        this.note = make('p', { className: 'without', textContent: sentence });
        this.note.setAttribute('role', 'status');
        this.root.prepend(this.note);
      }
    }
  }

  // The page is drawn first; the view starts when it comes into sight and nothing else is to do.
  const idle = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 50));
  // A browser may be idle before it has painted; a page that is hidden may never say that it has.
  const painted = new Promise((go) => {
    setTimeout(go, 5000);
    if (!globalThis.PerformanceObserver?.supportedEntryTypes?.includes('paint')) {
      go();
      return;
    }
    new PerformanceObserver((list, watcher) => {
      if (list.getEntriesByName('first-contentful-paint').length > 0) {
        watcher.disconnect();
        go();
      }
    }).observe({ type: 'paint', buffered: true });
  });
  const begin = async (root) => {
    const scene = new Scene(JSON.parse(await inflate(root.dataset.scene, 'deflate')));
    root.removeAttribute('data-scene');
    root.explorer = new Explorer(root, scene); // for whoever looks with the browser's tools
    await root.explorer.start();
  };
  const watch = () => {
    const seen = new IntersectionObserver((entries) => {
      for (const { target } of entries.filter((e) => e.isIntersecting)) {
        seen.unobserve(target);
        painted.then(() => idle(() => begin(target)));
      }
    }, { rootMargin: '200px' });
    document.querySelectorAll('.explorer').forEach((root) => seen.observe(root));
  };
  if (document.readyState === 'complete') {
    watch();
  } else {
    addEventListener('load', watch);
  }
})();
