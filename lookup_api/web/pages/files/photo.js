// The code of a dossier from a photo of its receipt. The photo is read here, in the browser, and goes nowhere.
"use strict";

(() => {
  const block = document.getElementById("photo-block");
  const able = window.Worker && window.WebAssembly && window.createImageBitmap && window.Promise;
  if (!block || !able) return;

  // How the photo is looked at, one after the other: `edge` pixels on its longer side, of a part of it
  // (left, top, width, height as shares), turned by so many degrees.
  const LOOKS = [
    { edge: 1600 },
    { edge: 1000 },
    { edge: 2600 },
    { edge: 1800, part: [0, 0, 1, 0.5] },
    { edge: 1800, part: [0, 0.25, 1, 0.5] },
    { edge: 1800, part: [0, 0.5, 1, 0.5] },
    { edge: 1600, turn: 20 },
    { edge: 1600, turn: -20 },
    { edge: 640 },
  ];
  const SECONDS = 40;
  const CODE = /^(?=.*\d)[A-Z0-9][A-Z0-9./\-]{5,39}$/i;
  const RECEIPT = /^\/r\/[^/?#]{1,200}\/[^/?#]{8,12}\/?$/;

  const input = document.getElementById("photo");
  const said = document.getElementById("photo-said");
  const words = block.dataset;
  let worker = null;
  let asked = null;
  let busy = false;

  block.hidden = false;
  input.addEventListener("change", () => {
    if (input.files.length && !busy) read(input.files[0]).catch(() => fail(words.unable));
  });
  window.addEventListener("pageshow", () => tell("", ""));  // after "back" nothing is being read

  async function read(file) {
    tell(words.reading, "busy");
    busy = true;
    try {
      const found = await search(await createImageBitmap(file));
      found.path ? go(found.path) : fail(found.foreign ? words.foreign : words.nothing);
    } finally {
      busy = false;
      input.value = "";  // so that the same photo again is a change too
    }
  }

  async function search(photo) {
    const giveUpAt = Date.now() + SECONDS * 1000;
    let foreign = false;
    for (const look of LOOKS) {
      if (Date.now() > giveUpAt) break;
      const texts = await textsIn(drawn(photo, look));
      const path = best(texts);
      if (path) return { path };
      foreign = foreign || texts.length > 0;
    }
    return { foreign };
  }

  function drawn(photo, { edge, part = [0, 0, 1, 1], turn = 0 }) {
    const [left, top, width, height] = [photo.width, photo.height, photo.width, photo.height].map((n, i) => n * part[i]);
    const scale = Math.min(1, edge / Math.max(width, height));
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    const room = turn ? Math.round(Math.hypot(w, h)) : 0;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [room || w, room || h];
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.translate(canvas.width / 2, canvas.height / 2);
    pen.rotate((turn * Math.PI) / 180);
    pen.drawImage(photo, left, top, width, height, -w / 2, -h / 2, w, h);
    return pen.getImageData(0, 0, canvas.width, canvas.height);
  }

  function textsIn({ data: { buffer }, width, height }) {
    return new Promise((found, failed) => {
      worker = worker || hired();
      asked = { found, failed };
      worker.postMessage({ buffer, width, height }, [buffer]);
    });
  }

  function hired() {
    const hand = new Worker(words.worker);
    hand.onmessage = ({ data }) => (data.failed ? asked.failed(new Error("not read")) : asked.found(data.texts));
    hand.onerror = () => asked.failed(new Error("no worker"));
    hand.postMessage({ reader: words.reader, wasm: words.wasm });
    return hand;
  }

  // Where these symbols lead on this site: the receipt's own QR first, for it opens the holder's part.
  function best(symbols) {
    const paths = symbols.map(({ text }) => pathOfReceipt(text)).filter(Boolean);
    if (paths.length) return paths[0];
    const codes = symbols.map(({ text }) => text.trim()).filter((text) => CODE.test(text));
    return codes.length ? `/?ma=${encodeURIComponent(codes[0])}` : "";
  }

  function pathOfReceipt(text) {
    try {
      const address = new URL(text);
      const ours = [location.host, new URL(words.site).host].includes(address.host);
      return ours && RECEIPT.test(address.pathname) ? address.pathname : "";
    } catch {
      return "";
    }
  }

  function go(path) {
    tell(words.found, "busy");
    location.assign(path);
  }

  function fail(sentence) {
    if (worker) worker.terminate();
    worker = null;
    tell(sentence, "failed");
  }

  function tell(sentence, how) {
    said.textContent = sentence;
    said.className = `said ${how}`;
  }
})();
