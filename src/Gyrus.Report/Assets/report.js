// Adds to a page that is complete without it: values under the pointer and the keys, sorting and filters, downloads.
'use strict';
(() => {
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const save = (text, type, name) => {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = make('a', { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  const tip = make('div', { className: 'tip', hidden: true });
  tip.setAttribute('aria-hidden', 'true');
  document.body.append(tip);
  const showTip = (text, x, y) => {
    tip.textContent = text;
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(x + 14, innerWidth - box.width - 8)) + 'px';
    tip.style.top = (y + 22 + box.height > innerHeight ? y - box.height - 10 : y + 18) + 'px';
  };

  const hideTip = () => (tip.hidden = true);

  // Bytes in base64 as the stream of what is packed in them.
  const unpack = (text, format) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
  };

  // Cells of an image that the pointer and the arrow keys walk over.
  const addGrid = ({ element, image, rows, columns, label, status, describe, onPoint, onLeave, onChoose }) => {
    let cell = null;
    const cellAt = (event) => {
      const box = image.getBoundingClientRect();
      const j = Math.floor(((event.clientX - box.left) / box.width) * columns);
      const i = Math.floor(((event.clientY - box.top) / box.height) * rows);
      return i < 0 || j < 0 || i >= rows || j >= columns ? null : [i, j];
    };
    const leave = () => {
      hideTip();
      onLeave();
    };
    element.addEventListener('pointermove', (event) => {
      const at = cellAt(event);
      if (!at) {
        leave();
        return;
      }
      cell = at;
      onPoint(...cell);
      showTip(describe(...cell), event.clientX, event.clientY);
    });
    element.addEventListener('pointerleave', leave);
    element.addEventListener('click', (event) => {
      const at = cellAt(event);
      if (at) {
        onChoose(...at);
      }
    });
    element.tabIndex = 0;
    element.setAttribute('role', 'application');
    element.setAttribute('aria-label', `${label}: the arrow keys move from cell to cell, Enter selects, Escape ends`);
    element.addEventListener('keydown', (event) => {
      const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (event.key === 'Escape') {
        leave();
        status.textContent = '';
      }
      if (event.key === 'Enter' && cell) {
        onChoose(...cell);
      }
      if (!step) {
        return;
      }
      event.preventDefault();
      const [i, j] = cell ?? [0, -1];
      cell = [Math.max(0, Math.min(rows - 1, i + step[0])), Math.max(0, Math.min(columns - 1, j + step[1]))];
      onPoint(...cell);
      status.textContent = describe(...cell);
    });
    element.addEventListener('blur', leave);
  };

  const namesOf = (text) => (text ? text.split('\n') : []);

  const inflate = async (text) => new Uint8Array(await new Response(unpack(text, 'deflate')).arrayBuffer());

  // The palette indices of a PNG of ours, after one byte at the start of each row.
  const readPixels = (address) => {
    const file = atob(address.slice(address.indexOf(',') + 1));
    const from = file.indexOf('IDAT') + 4;
    const length = [8, 7, 6, 5].reduce((sum, back) => 256 * sum + file.charCodeAt(from - back), 0);
    return inflate(btoa(file.slice(from, from + length)));
  };

  // The values of a matrix in steps of a power of ten: what the colour of a cell says, plus a stored difference.
  // Steps count from ±1, so that 0 is exactly 0. Low bytes come before high bytes; signs alternate: 0, −1, 1, −2, …
  const decode = async (image) => {
    const { dataset } = image;
    const [rows, columns, unit, grade] = ['rows', 'columns', 'unit', 'grade'].map((name) => Number(dataset[name]));
    const [pixels, rest] = await Promise.all([readPixels(image.getAttribute('href')), inflate(dataset.values)]);
    const symmetric = dataset.symmetric === '1';
    const named = dataset.namesOf ? document.querySelector(`#${dataset.namesOf} image[data-row-names]`).dataset : dataset;
    const rowNames = namesOf(named.rowNames);
    const columnNames = named.columnNames === undefined ? rowNames : namesOf(named.columnNames);
    const stepAt = (i, j) => {
      const colour = pixels[i * (columns + 1) + 1 + j] - 128;
      const at = symmetric ? (i * (i + 1)) / 2 + j : i * columns + j;
      const more = rest[at] + 256 * rest[at + rest.length / 2];
      const steps = colour && Math.sign(colour) * (1 + Math.floor(Math.abs(colour) * grade + 0.5));
      return colour === -128 ? NaN : steps + (more % 2 ? -(more + 1) / 2 : more / 2);
    };
    const short = (value) => String(Number(value.toPrecision(3))).replace('-', '−');
    const read = (i, j) => {
      const step = symmetric && j > i ? stepAt(j, i) : stepAt(i, j);
      const size = Math.abs(step) - 1;
      if (Number.isNaN(step)) {
        return 'missing';
      }
      return size === 0 ? `between 0 and ${short(Math.sign(step) * 0.5 * unit)}` : short(step && Math.sign(step) * size * unit);
    };
    const describe = (i, j) => `${rowNames[i] ?? i + 1} – ${columnNames[j] ?? j + 1}: ${read(i, j)}`;
    return { rows, columns, describe };
  };

  const addMatrix = async (figure, svg, image) => {
    const { rows, columns, describe } = await decode(image);
    const number = (name) => Number(image.getAttribute(name));
    const size = [number('width') / columns, number('height') / rows];
    const frame = () => {
      const mark = document.createElementNS(svg.namespaceURI, 'rect');
      for (const [name, value] of Object.entries({ width: size[0], height: size[1], fill: 'none', stroke: '#000', 'stroke-width': 1.5, visibility: 'hidden' })) {
        mark.setAttribute(name, value);
      }
      image.after(mark);
      return (cell) => {
        mark.setAttribute('visibility', cell ? 'visible' : 'hidden');
        if (cell) {
          mark.setAttribute('x', number('x') + cell[1] * size[0]);
          mark.setAttribute('y', number('y') + cell[0] * size[1]);
        }
      };
    };
    const [mark, linked, mirrored] = [frame(), frame(), frame()];
    const tell = (name, cell) => {
      if (rows === columns) {
        document.dispatchEvent(new CustomEvent(name, { detail: { from: figure, cell, size: rows } }));
      }
    };
    // Another part of the page points at a pair of regions.
    document.addEventListener('gyrus:mark', ({ detail }) => {
      const cell = detail.from !== figure && detail.size === rows && rows === columns ? detail.cell : null;
      linked(cell);
      mirrored(cell && [cell[1], cell[0]]);
    });
    const status = make('span');
    status.setAttribute('role', 'status');
    figure.querySelector('.tools').append(status);
    addGrid({
      element: figure.querySelector('.picture'),
      image,
      rows,
      columns,
      status,
      describe,
      label: svg.querySelector('text').textContent,
      onPoint: (i, j) => {
        mark([i, j]);
        tell('gyrus:cell', [i, j]);
      },
      onLeave: () => {
        mark(null);
        tell('gyrus:cell', null);
      },
      onChoose: (i, j) => tell('gyrus:choose', [i, j]),
    });
  };

  for (const figure of document.querySelectorAll('figure')) {
    const svg = figure.querySelector('svg');
    const original = new XMLSerializer().serializeToString(svg);
    const title = svg.querySelector('title');
    const button = make('button', { type: 'button', textContent: 'Download SVG' });
    button.setAttribute('aria-label', `Download SVG: ${title.textContent}`);
    button.addEventListener('click', () => save(original, 'image/svg+xml', figure.dataset.file));
    figure.append(make('div', { className: 'tools' }, button));

    // A title on the whole picture would cover the tooltips of its parts.
    svg.setAttribute('aria-label', title.textContent);
    svg.setAttribute('aria-describedby', svg.querySelector('desc').id);
    svg.removeAttribute('aria-labelledby');
    title.remove();
    svg.querySelectorAll('image[data-values]').forEach((image) => addMatrix(figure, svg, image));
  }

  const textOf = (cell) => cell.textContent.replace(/[\t\r\n]+/g, ' ');
  const valueOf = (text) => {
    const value = parseFloat(text.replaceAll('−', '-'));
    return Number.isNaN(value) ? -Infinity : value;
  };

  const addSorting = (table, body) => {
    table.querySelectorAll('thead th').forEach((head, column) => {
      const numeric = head.classList.contains('n');
      const button = make('button', { type: 'button', textContent: head.textContent, title: 'Sort by this column' });
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === (numeric ? null : 'ascending') || head.getAttribute('aria-sort') === 'ascending';
        table.querySelectorAll('thead th').forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const rows = [...body.rows].map((row) => [textOf(row.cells[column]), row]);
        const compare = numeric
          ? ([a], [b]) => valueOf(a) - valueOf(b) || 0
          : ([a], [b]) => a.localeCompare(b, undefined, { numeric: true });
        rows.sort(compare);
        body.append(...(down ? rows.reverse() : rows).map(([, row]) => row));
      });
    });
  };

  for (const table of document.querySelectorAll('table')) {
    const body = table.tBodies[0];
    const caption = table.caption.querySelector('b').textContent;
    const tools = make('div', { className: 'tools' });
    table.parentElement.before(tools);
    const tsv = make('button', { type: 'button', textContent: 'Download TSV' });
    tsv.setAttribute('aria-label', `Download TSV: ${caption}`);
    const isNumber = (cell) => cell.tagName === 'TD' && table.classList.contains('numbers') && !cell.classList.contains('t');
    const lines = [...table.rows].map((row) => [...row.cells].map((cell) =>
      isNumber(cell) ? textOf(cell).replaceAll('−', '-') : textOf(cell)).join('\t'));
    tsv.addEventListener('click', () => save(lines.join('\n') + '\n', 'text/tab-separated-values', table.dataset.file));
    tools.append(tsv);
    if (body.rows.length > 8) {
      const input = make('input', { type: 'search', autocomplete: 'off', spellcheck: false });
      const status = make('span');
      status.setAttribute('role', 'status');
      const label = make('label', {}, 'Filter', input);
      input.setAttribute('aria-label', `Filter ${caption}`);
      tools.append(label, status);
      input.addEventListener('input', () => {
        const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
        let shown = 0;
        for (const row of body.rows) {
          const text = row.textContent.toLowerCase();
          row.hidden = !wanted.every((word) => text.includes(word));
          shown += row.hidden ? 0 : 1;
        }
        status.textContent = wanted.length ? `${shown} of ${body.rows.length} rows` : '';
      });
    }
    addSorting(table, body);
  }

  for (const methods of document.querySelectorAll('.methods')) {
    const button = make('button', { type: 'button', textContent: 'Copy text' });
    const status = make('span');
    status.setAttribute('role', 'status');
    methods.append(make('div', { className: 'tools' }, button, status));
    button.addEventListener('click', async () => {
      const text = methods.querySelector('p');
      try {
        await navigator.clipboard.writeText(text.textContent);
        status.textContent = 'Copied.';
      } catch {
        getSelection().selectAllChildren(text);
        status.textContent = 'Selected: press Ctrl+C to copy.';
      }
    });
  }

  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  globalThis.gyrusPage = { make, save, showTip, hideTip, addGrid, unpack };
  document.documentElement.dataset.ready = 'true';
})();
