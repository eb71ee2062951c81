# The image of the simulator: one static executable, its example configuration, the certificates that it trusts, and nothing else.
# 'docker build .' compiles the executable in the image of the SDK. 'make image' instead takes the executable that
# 'make publish' has built: its folder replaces the stage 'build', and no image is pulled.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates cmake gcc libc6-dev libssl-dev make && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages make publish && mv dist/claude-metrics-simulator / && mkdir /data

FROM scratch
ARG VERSION=unknown
LABEL org.opencontainers.image.title="Claude Code Metrics Simulator" \
  org.opencontainers.image.description="Simulates the Prometheus metrics of Claude Code, with anomalies on demand and a record of every one" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.licenses="MIT"

COPY --from=build --chmod=755 /claude-metrics-simulator /claude-metrics-simulator
COPY --from=build --chmod=644 /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --chmod=644 LICENSE /LICENSE
COPY --chmod=644 config/simulator.yaml /config/simulator.yaml

# A number, because an orchestrator can see that it is not root without looking up a name.
USER 65532:65532
# The folder belongs to that user, and so does a new volume that is mounted there.
COPY --from=build --chown=65532:65532 /data /data
WORKDIR /data

# Overrides the address in a configuration, so that the health check asks where the simulator listens.
ENV SIMULATOR_HOST=0.0.0.0 SIMULATOR_PORT=9090
EXPOSE 9090
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["/claude-metrics-simulator", "health"]

ENTRYPOINT ["/claude-metrics-simulator"]
CMD ["serve", "--config", "/config/simulator.yaml"]
