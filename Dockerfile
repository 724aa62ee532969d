# Regia for production: without the playground, the tests and everything that is only for development.
FROM node:26-slim

ENV NODE_ENV=production
WORKDIR /regia

COPY package.json package-lock.json ./
# Among the optional packages are resvg's binaries, which draw the charts, and Node itself for developers' machines:
# this image brings its own.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/node-bin-* node_modules/node-linux-* && npm cache clean --force

COPY manifest.yml ./
COPY assets ./assets
COPY src ./src
COPY commands ./commands
COPY jobs ./jobs

RUN mkdir var && chown node:node var
USER node
VOLUME /regia/var

ENV HOST=0.0.0.0 PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]

CMD ["node", "--disable-warning=ExperimentalWarning", "src/main.ts"]
