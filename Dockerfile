# syntax=docker/dockerfile:1
# One image for every process of Plumbline: the command says which. glibc is needed by Temporal's core and LanceDB.

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Not `npm ci`: the lock file has the native parts of LanceDB for one architecture, and this finds the right one.
RUN npm install --no-save --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs \
  && npm prune --omit=dev --no-audit --no-fund \
  && node scripts/prune-core-bridge.mjs

FROM node:20.20.2-bookworm-slim
# Fonts for reports in every script; OCR for scanned documents, which needs their pages as pictures too.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends \
    ca-certificates fonts-noto-cjk fonts-noto-core poppler-utils tesseract-ocr \
  && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner=node --group=node --mode=700 /data /scratch
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/docs ./docs
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Large files are worked on in a volume that every container has for itself: /tmp may be small, and in memory.
ENV NODE_ENV=production PLUMBLINE_HOME=/data HOST=0.0.0.0 PORT=8001 \
  TMPDIR=/scratch npm_config_cache=/scratch/npm
USER 1000:1000
VOLUME ["/data", "/scratch"]
EXPOSE 8001
HEALTHCHECK NONE
CMD ["node", "dist/api/main.js"]
