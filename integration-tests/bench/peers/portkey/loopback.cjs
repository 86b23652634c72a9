// Portkey's server has no option for the address it listens on: keep it on loopback.
const { Server } = require("node:net");

const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) {
  const callback = rest.find((argument) => typeof argument === "function");
  return listen.call(this, Number(port), "127.0.0.1", callback);
};
