#!/bin/sh
# Writes infra/.env with fresh random secrets, once: what is there already is kept, because data depends on it.
set -eu
umask 077
file="$(dirname "$0")/.env"
if [ -e "$file" ]; then
  echo "$file is there already and stays as it is."
  exit 0
fi

# 64 hexadecimal digits: 256 random bits that need no quotes anywhere.
secret() {
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

cat >"$file.new" <<EOF
# Secrets of this installation, made by make-env.sh. Keep a copy in a safe place: without PAYLOAD_KEYS nobody can
# read the histories of runs, and without KEY_PEPPER no API key is valid.
POSTGRES_PASSWORD=$(secret)
TEMPORAL_DB_PASSWORD=$(secret)
PLUMBLINE_DB_PASSWORD=$(secret)
MINIO_ACCESS_KEY=plumbline
MINIO_SECRET_KEY=$(secret)
WEAVIATE_API_KEY=$(secret)
SEARXNG_SECRET=$(secret)
PAYLOAD_KEYS=first:$(head -c 32 /dev/urandom | base64)
KEY_PEPPER=$(secret)
ADMIN_API_KEY=sk-scalytics-$(secret)

# Where the API and Temporal's own page are published; 127.0.0.1 keeps them to this machine.
PUBLISH_ADDRESS=127.0.0.1
PUBLISH_PORT=8001
TEMPORAL_UI_PORT=8233

# Models that Ollama fetches at the first start: a chat model and an embedding model by name, or none.
CHAT_MODEL=
EMBEDDING_MODEL=

# Further settings of .env.example that compose.yaml passes on.
ALLOWED_HOSTS=
SERPER_API_KEY=
PERPLEXITY_API_KEY=
OPENAI_BASE_URL=
OPENAI_API_KEY=
MODEL_CONCURRENCY=1
DOCUMENT_MB=
DOCUMENT_PAGES=
DOCUMENT_UNPACKED_MB=
DOCUMENT_PARSE_SECONDS=
DOCUMENT_PARSE_MEMORY_MB=
OCR_LANGUAGES=
TRUST_PROXY=0
REQUIRE_API_KEY=true
LOG_LEVEL=info
EOF
mv "$file.new" "$file"
echo "Wrote $file. The administrator's key is the value of ADMIN_API_KEY in it."
