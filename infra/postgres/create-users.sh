#!/bin/sh
# Runs once, when the database is made: Plumbline and Temporal each get a user of their own and no more rights.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  --set=plumbline_password="$PLUMBLINE_DB_PASSWORD" --set=temporal_password="$TEMPORAL_DB_PASSWORD" <<'EOF'
CREATE ROLE plumbline LOGIN PASSWORD :'plumbline_password';
CREATE DATABASE plumbline OWNER plumbline;
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
REVOKE CONNECT ON DATABASE plumbline, temporal, temporal_visibility FROM PUBLIC;
EOF
