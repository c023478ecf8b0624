// Draws the timeline from the figure at the chart's address, in the colours of the page, light or dark.

const CONFIG = {
  responsive: true,
  displaylogo: false,
  // The library can upload charts to its maker; nothing may leave this page.
  showSendToCloud: false,
  plotlyServerURL: "",
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
};

function themed(layout) {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // light-dark() is resolved by the browser only in a real property, so a probe reads it.
  const probe = document.createElement("span");
  document.body.append(probe);
  const resolved = (name) => {
    probe.style.color = colour(name);
    return getComputedStyle(probe).color;
  };
  const [ink, soft, line, sheet] = ["--ink", "--soft", "--line", "--sheet"].map(resolved);
  probe.remove();
  const axis = { color: soft, gridcolor: line, linecolor: line, tickcolor: line };
  return {
    ...layout,
    font: { family: getComputedStyle(document.body).fontFamily, size: 13, color: ink },
    hoverlabel: { bgcolor: sheet, bordercolor: soft, font: { color: ink, size: 14 }, align: "left" },
    xaxis: { ...layout.xaxis, ...axis },
    yaxis: { ...layout.yaxis, ...axis },
  };
}

async function draw(plot) {
  const waiting = plot.querySelector(".waiting");
  try {
    const answer = await fetch(plot.dataset.chart);
    if (!answer.ok) throw new Error(`The chart's address answered ${answer.status}.`);
    const figure = await answer.json();
    waiting.remove();
    await Plotly.newPlot(plot, figure.data, themed(figure.layout), CONFIG);
    plot.on("plotly_click", ({ points }) => {
      const [, , , slug] = points[0].customdata || [];
      if (slug) location.href = plot.dataset.record.replace("SLUG", slug);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      Plotly.react(plot, figure.data, themed(figure.layout), CONFIG);
    });
    // On paper the chart is as wide as the page, whatever the window was.
    addEventListener("beforeprint", () => Plotly.relayout(plot, { autosize: false, width: 680 }));
    addEventListener("afterprint", () => Plotly.relayout(plot, { autosize: true, width: null }));
    plot.dataset.drawn = "yes";
  } catch (error) {
    waiting.textContent = waiting.dataset.failed;
    plot.replaceChildren(waiting);
    console.error(error);
  }
}

document.querySelectorAll("[data-chart]").forEach(draw);
