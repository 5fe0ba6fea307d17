// An SMSC for tests: `node server.js PORT PASSWORD`. Orders come as JSON lines on stdin, and what happens is told as
// JSON lines on stdout. Texts are decoded by the library alone, so that it judges what we send.
"use strict";
const readline = require("readline");
const smpp = require("smpp");

const [port, password] = [Number(process.argv[2]), process.argv[3]];
const sessions = new Set();
const statuses = []; // what is said instead of "taken", one for each submit_sm
let answers = true;
let form = "decimal"; // how an answer writes the name of a message
let last = 0;

const tell = (what) => process.stdout.write(JSON.stringify(what) + "\n");

const forms = {
  decimal: (number) => String(number),
  hex: (number) => number.toString(16).toUpperCase(),
  zeros: (number) => String(number).padStart(10, "0"),
};

function submitted(session, pdu) {
  const status = statuses.length ? statuses.shift() : 0;
  const id = status ? 0 : ++last;
  const { message, udh } = pdu.short_message;
  const place = udh ? [...udh[0]].slice(-3) : [0, 1, 1];
  tell({ told: "submitted", id, status, to: pdu.destination_addr, from: pdu.source_addr, text: message, place,
    coding: pdu.data_coding, receipt: pdu.registered_delivery });
  if (answers) session.send(pdu.response({ command_status: status, message_id: id ? forms[form](id) : "" }));
}

const server = smpp.createServer({}, (session) => {
  session.on("error", () => {});
  session.on("close", () => sessions.delete(session) && tell({ told: "gone" }));
  session.on("enquire_link", (pdu) => session.send(pdu.response()));
  session.on("submit_sm", (pdu) => submitted(session, pdu));
  session.on("unbind", (pdu) => {
    tell({ told: "unbound" });
    session.send(pdu.response());
    session.close();
  });
  session.on("bind_transceiver", (pdu) => {
    if (pdu.password !== password) {
      tell({ told: "refused" });
      session.send(pdu.response({ command_status: smpp.ESME_RBINDFAIL }));
      return session.close();
    }
    sessions.add(session);
    session.send(pdu.response({ system_id: "smsc" }));
    tell({ told: "bound" });
  });
});

const orders = {
  deliver({ order, from, to, esm, coding, body }) {
    const [session] = sessions;
    if (!session) return tell({ told: "nobody there", order });
    const address = { source_addr_ton: 1, source_addr_npi: 1, source_addr: from, destination_addr: to };
    const text = { esm_class: esm, data_coding: coding, short_message: Buffer.from(body, "hex") };
    session.deliver_sm({ ...address, ...text }, ({ command_status: status }) =>
      tell({ told: "acknowledged", order, status }));
  },
  say: (order) => statuses.push(...order.statuses),
  be(order) {
    answers = order.answers;
    form = order.form;
  },
  cut: () => sessions.forEach((session) => session.socket.destroy()),
};

server.listen(port, "127.0.0.1", () => tell({ told: "listening" }));
readline
  .createInterface({ input: process.stdin })
  .on("line", (line) => {
    const order = JSON.parse(line);
    orders[order.do](order);
  })
  .on("close", () => process.exit(0));
