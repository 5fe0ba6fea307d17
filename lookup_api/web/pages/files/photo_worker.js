// Reads the symbols in a picture, in a thread of its own so that the page stays awake.
// Told once: {reader, wasm}, the addresses of the library. Asked: {buffer, width, height}, RGBA. Answers:
// {texts: [{text, format}, ...]} or {failed: true}.
"use strict";

const OPTIONS = {
  formats: ["Code128", "QRCode"],
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  maxNumberOfSymbols: 4,
};

function prepare({ reader, wasm }) {
  importScripts(reader);
  ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => wasm } });
}

async function textsIn({ buffer, width, height }) {
  const picture = { data: new Uint8ClampedArray(buffer), width, height };
  const found = await ZXingWASM.readBarcodes(picture, OPTIONS);
  return found.filter((symbol) => symbol.isValid).map((symbol) => ({ text: symbol.text, format: symbol.format }));
}

self.onmessage = async ({ data }) => {
  try {
    if (data.reader) prepare(data);
    else self.postMessage({ texts: await textsIn(data) });
  } catch {
    self.postMessage({ failed: true });
  }
};
