# One image for every process; what it does is said by the command it is given. See docs/scaling.md.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
# What builds wheels is locked too, and stays behind.
COPY requirements.build.lock .
RUN python -m venv /opt/builder \
    && /opt/builder/bin/pip install --require-hashes --only-binary :all: -r requirements.build.lock
# http-ece is published as a source alone.
COPY requirements.runtime.lock .
RUN /opt/builder/bin/pip wheel --require-hashes --no-build-isolation --only-binary :all: --no-binary http-ece \
        --wheel-dir /wheels -r requirements.runtime.lock \
    && python -m venv /opt/floorwalk && /opt/floorwalk/bin/pip install --no-deps --no-index /wheels/*.whl
COPY pyproject.toml README.md LICENSE ./
COPY contracts contracts
COPY services services
COPY web web
COPY floorwalk floorwalk
RUN /opt/builder/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
    && /opt/floorwalk/bin/pip install --no-deps --no-index /wheel/*.whl \
    && /opt/floorwalk/bin/python -m compileall -q /opt/floorwalk

FROM python:3.13-slim
RUN groupadd --system --gid 10001 floorwalk \
    && useradd --system --uid 10001 --gid floorwalk --no-create-home --home-dir /nonexistent floorwalk
COPY --from=build /opt/floorwalk /opt/floorwalk
ENV PATH=/opt/floorwalk/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /tmp
# Asked where no other port is: the loops tell on the same one as the apps.
HEALTHCHECK --interval=10s --timeout=8s --start-period=90s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=6)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["floorwalk"]
CMD ["--help"]
