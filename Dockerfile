# Scoring, typed rehearsals and cohorts in a container (there is no microphone in here):
#   docker build -t mock-interviewer .
#   docker run --rm -v "$PWD:/work" mock-interviewer score talk.m4a
#   docker run --rm -it -v interviewer:/data mock-interviewer warm-up --typed --no-voice
FROM python:3.12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libportaudio2 libespeak-ng1 \
    && rm -rf /var/lib/apt/lists/*
ARG EXTRAS=cohort
COPY . /src
RUN pip install --no-cache-dir "/src[$EXTRAS]" && rm -rf /src
ENV HOME=/data INTERVIEWER_RECORDINGS=/data/recordings INTERVIEWER_MODELS=/opt/models INTERVIEWER_CACHE=/data/cache
RUN interviewer doctor --install base && mkdir -p /data && chmod 777 /data
VOLUME /data
WORKDIR /work
ENTRYPOINT ["interviewer"]
CMD ["--help"]
