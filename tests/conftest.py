"""Every test reads what ships, and nothing of whoever runs it."""

from __future__ import annotations

import os
import tempfile

os.environ["FOEDUS_HOME"] = tempfile.mkdtemp(prefix="foedus-tests-")
