#!/bin/sh
# Writes base/prometheusrule.yaml from the rules that Prometheus loads outside Kubernetes.
set -eu

cd "$(dirname "$0")"
{
  cat <<'END'
# The groups of src/prometheus/rules/tg-fetcher.yml; src/k8s/prometheusrule.sh writes this file. For
# absolute links set the external labels "runbooks" and "grafana" of Prometheus.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: tg-fetcher
spec:
END
  sed -n '/^groups:/,$p' ../prometheus/rules/tg-fetcher.yml | sed 's/^\(.\)/  \1/'
} >base/prometheusrule.yaml
