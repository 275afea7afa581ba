# The app for a Hugging Face Space or any other container host: docs/deploy.md.
# `make space-check` performs these steps without a container engine (deploy/rehearse.py), so each keeps to what it knows:
# FROM, ARG, ENV, COPY, RUN, WORKDIR, USER, EXPOSE, HEALTHCHECK and CMD.

FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends g++ && rm -rf /var/lib/apt/lists/*
# Left alone, Annoy compiles for the very processor that builds it, and the image would crash on an older one.
# v2 is every x86 server since 2009; v3 (AVX2) is faster on large catalogues; on ARM give armv8-a.
ARG ANNOY_MARCH=x86-64-v2
ENV ANNOY_COMPILER_ARGS=-march=${ANNOY_MARCH},-O3,-ffast-math,-fno-associative-math,-fpermissive,-DANNOYLIB_MULTITHREADED_BUILD,-std=c++14
COPY requirements.lock /build/requirements.lock
RUN python3.11 -m venv /opt/venv
RUN /opt/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /build/requirements.lock
RUN /opt/venv/bin/python -m pip uninstall -q -y pip

FROM python:3.11-slim-bookworm
RUN useradd --uid 1000 --create-home user
COPY --from=build /opt/venv /opt/venv
WORKDIR /home/user/app
COPY LICENSE streamlit_app.py ./
COPY .streamlit ./.streamlit
COPY app_pages ./app_pages
COPY pipeline ./pipeline
COPY exported_models ./exported_models
COPY catalog_index ./catalog_index
# The first visitor should not wait for the compiler of byte code; and a git-lfs pointer or a half copied file ends here.
RUN /opt/venv/bin/python -m compileall -q app_pages pipeline && /opt/venv/bin/python -m pipeline doctor
USER 1000
ENV HOME=/home/user PYTHONUNBUFFERED=1
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/opt/venv/bin/python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["/opt/venv/bin/python", "-m", "streamlit", "run", "streamlit_app.py", "--server.port=8501", "--server.address=0.0.0.0"]
