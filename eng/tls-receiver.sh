#!/usr/bin/env bash
# A receiver over TLS for tests: it accepts every request, and prints its port. Its certificate, which nobody trusts, is for localhost and goes to FOLDER/certificate.pem.
# Usage: eng/tls-receiver.sh FOLDER
set -euo pipefail

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$1/key.pem" -out "$1/certificate.pem" 2>/dev/null
exec node --eval '
  const { createServer } = require("https"), { readFileSync } = require("fs"), folder = process.argv[1];
  const answer = (request, response) => request.resume().on("end", () => response.writeHead(204).end());
  const server = createServer({ cert: readFileSync(`${folder}/certificate.pem`), key: readFileSync(`${folder}/key.pem`) }, answer);
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));' "$1"
