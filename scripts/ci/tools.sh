#!/usr/bin/env bash
# Looks for the tools that some tests use, and installs them where that can be done; those tests say themselves what they skip without.
#   scripts/ci/tools.sh
source "$(dirname "$0")/lib.sh"
need curl curl
need ps procps
need strace strace # the file store's tests delay and fail real syncs with it
(need chromium chromium) || echo "  no browser: the tests that want one say that they were skipped"
passed "node $(node --version), npm $(npm --version), $(strace --version | head -1)"
