#!/bin/sh
# Makes a self-signed certificate for trying things out: deploy/make-certificate.sh [host ...]
# A shop uses one its tills already trust.
set -eu
cd "$(dirname "$0")"
mkdir -p tls
names="DNS:localhost,IP:127.0.0.1"
for host in "$@"; do
  case "$host" in
    *[!0-9.]*) names="$names,DNS:$host" ;;
    *) names="$names,IP:$host" ;;
  esac
done
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 \
  -subj "/CN=Mizan" -addext "subjectAltName=$names" -keyout tls/key.pem -out tls/cert.pem
chmod 644 tls/cert.pem
echo "deploy/tls/cert.pem and deploy/tls/key.pem are for $names"
