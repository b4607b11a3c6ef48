#!/bin/sh
# Writes base/prometheusrule.yaml anew from the rules that Prometheus loads elsewhere.
set -eu

cd "$(dirname "$0")"
{
  cat <<'END'
# The groups of src/prometheus/rules/tg-fetcher.yml; src/k8s/prometheusrule.sh writes this file. For
# whole links set the external label "runbooks" of Prometheus.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: tg-fetcher
spec:
END
  sed -n '/^groups:/,$p' ../prometheus/rules/tg-fetcher.yml | sed 's/^\(.\)/  \1/'
} >base/prometheusrule.yaml
