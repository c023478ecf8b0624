"""The limit: the fastest page that can draw the same chart, for the site's own page to be held against.

A static page with the same library and style sheet and the figure's data inlined, compressed beforehand by brotli at
its best and served from memory, without a policy, a picture, controls or a table.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import brotli

# Days are numbers of two bytes in the figure, as they travel to the site's page; dates are made of them here as there.
PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The limit</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="plotly.css" id="plotly.js-style-global" class="no-inline-styles">
<script src="plotly-basic.min.js" defer></script>
</head>
<body>
<h1>The limit</h1>
<div class="plot" style="height: 27rem; max-height: 80vh"></div>
<script type="application/json" id="figure">%s</script>
<script type="module">
const plot = document.querySelector(".plot");
const { data, layout } = JSON.parse(document.getElementById("figure").textContent);
const start = Date.parse(layout.meta.start);
for (const trace of data) {
  const bytes = Uint8Array.from(atob(trace.x.bdata), (letter) => letter.charCodeAt(0));
  trace.x = Float64Array.from(new Int16Array(bytes.buffer), (day) => start + day * 86_400_000);
}
const config = { responsive: true, displaylogo: false, showSendToCloud: false, plotlyServerURL: "" };
await Plotly.newPlot(plot, data, layout, config);
plot.dataset.drawn = "yes";
</script>
</body>
</html>
"""
KINDS = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript"}


def limit_files(figure: Mapping, vendor: Path) -> dict[str, bytes]:
    """The limit page's files by name, compressed. ``figure`` is what the chart's address answers; ``vendor`` the folder
    of the library. Raises KeyError if the figure is not as charts.py makes it."""
    inlined = json.dumps({"data": figure["data"], "layout": figure["layout"]}, separators=(",", ":"))
    texts = {"limit.html": (PAGE % inlined.replace("</", "<\\/")).encode()}
    texts |= {name: (vendor / name).read_bytes() for name in ("plotly.css", "plotly-basic.min.js")}
    return {name: brotli.compress(text) for name, text in texts.items()}


class FromMemory(BaseHTTPRequestHandler):
    """Answers with one of ``files``, head and body in one piece."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    files: ClassVar[Mapping[str, bytes]] = {}

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        body = self.files.get(name, b"")
        self.send_response(200 if body else 404)
        if body:
            self.send_header("Content-Type", KINDS[Path(name).suffix])
            self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@contextmanager
def limit_served(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve the limit page; gives its address."""
    handler = type("Handler", (FromMemory,), {"files": files})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/limit.html"
        server.shutdown()
