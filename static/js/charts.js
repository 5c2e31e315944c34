// Draws ECharts on [data-chart]; its value is the id of a JSON block holding the option. Colours come from the CSS.

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function look() {
  const text = { color: css("--ink-3"), fontSize: 12, fontFamily: css("--font") };
  const axis = {
    axisLine: { lineStyle: { color: css("--line-strong") } },
    axisTick: { show: false },
    axisLabel: text,
    splitLine: { lineStyle: { color: css("--line") } },
  };
  return {
    color: ["--accent", "--accent-mid", "--ok-fill", "--warn-fill", "--late-fill", "--ink-3"].map(css),
    textStyle: text,
    legend: { textStyle: text, icon: "roundRect", itemWidth: 12, itemHeight: 8, top: 0, left: 0 },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    line: { symbol: "circle", symbolSize: 6, lineStyle: { width: 2 } },
    bar: { barMaxWidth: 28, itemStyle: { borderRadius: [3, 3, 0, 0] } },
  };
}

// Inline styles are forbidden by the page's policy, so that tooltips are drawn into the canvas instead of HTML.
const always = {
  animationDuration: 300,
  aria: { enabled: true },
  grid: { left: 0, right: 8, top: 36, bottom: 0, containLabel: true },
};
const tooltip = () => ({
  renderMode: "richText",
  backgroundColor: css("--card"),
  borderColor: css("--line"),
  textStyle: { color: css("--ink"), fontSize: 12, fontFamily: css("--font") },
});

function mount() {
  const theme = look();
  for (const box of document.querySelectorAll("[data-chart]")) {
    const source = document.getElementById(box.dataset.chart);
    if (!source || window.echarts.getInstanceByDom(box)) continue;
    const option = JSON.parse(source.textContent);
    const chart = window.echarts.init(box, theme);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    chart.setOption({
      ...always,
      animation: !calm,
      ...option,
      grid: { ...always.grid, ...option.grid },
      tooltip: { trigger: "axis", ...option.tooltip, ...tooltip() },
    });
    new ResizeObserver(() => chart.resize()).observe(box);
  }
}

document.addEventListener("page:shown", mount);
document.addEventListener("htmx:load", mount);
mount();
