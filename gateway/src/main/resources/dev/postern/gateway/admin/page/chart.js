// Round trips of the last minute, the newest at the right edge; of less while there are fewer. Drawn only while
// the page is seen.

const SPAN = 60_000;
const FIRST_SPAN = 10_000;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000];

export class Chart {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    this.points = [];
    this.beats = [];
    this.top = STEPS[2];
    this.span = FIRST_SPAN;
    this.still = matchMedia('(prefers-reduced-motion: reduce)');
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.dark.addEventListener('change', () => this.readColors());
    this.readColors();
    const frame = () => {
      if (!this.still.matches) {
        this.draw();
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  readColors() {
    const style = getComputedStyle(document.documentElement);
    this.color = name => style.getPropertyValue('--' + name).trim();
    this.colors = Object.fromEntries(['accent', 'good', 'quiet', 'line', 'card'].map(name => [name, this.color(name)]));
    this.font = '12px ' + getComputedStyle(document.body).fontFamily;
  }

  /** own: whether a person said it */
  add(milliseconds, own) {
    this.points.push({ at: performance.now(), milliseconds, own });
    this.label();
    this.changed();
  }

  beat() {
    this.beats.push(performance.now());
    this.changed();
  }

  clear() {
    this.points = [];
    this.beats = [];
    this.span = FIRST_SPAN;
    this.changed();
  }

  changed() {
    if (this.still.matches) {
      this.draw();
    }
  }

  recent() {
    return this.points.map(point => point.milliseconds).sort((a, b) => a - b);
  }

  label() {
    const sorted = this.recent();
    const last = this.points[this.points.length - 1].milliseconds;
    this.canvas.setAttribute('aria-label', `Round trips of the last minute: now ${shown(last)} ms, median `
        + `${shown(sorted[sorted.length >> 1])} ms, longest ${shown(sorted[sorted.length - 1])} ms`);
  }

  draw() {
    const now = performance.now();
    const oldest = now - SPAN - 3000;
    this.points = this.points.filter(point => point.at > oldest);
    this.beats = this.beats.filter(at => at > oldest);
    const { canvas, context, colors } = this;
    const ratio = devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const longest = Math.max(1, ...this.points.map(point => point.milliseconds)) * 1.15;
    const wanted = STEPS.find(step => step >= longest) || STEPS[STEPS.length - 1];
    this.top = this.still.matches ? wanted : this.top + (wanted - this.top) * 0.12;
    const floor = height - 18;
    const age = this.points.length > 0 ? now - this.points[0].at : 0;
    this.span = Math.min(SPAN, Math.max(this.span, age * 1.1));
    const x = at => width - 6 - ((now - at) / this.span) * (width - 6);
    const y = milliseconds => floor - (milliseconds / this.top) * (floor - 16);
    this.grid(width, floor, y, wanted);
    context.fillStyle = colors.good;
    this.beats.forEach(at => context.fillRect(x(at) - 1, height - 13, 2, 9));
    this.since(height);
    if (this.points.length === 0) {
      return;
    }
    context.beginPath();
    this.points.forEach((point, i) => {
      const px = x(point.at);
      const py = y(point.milliseconds);
      if (i === 0) {
        context.moveTo(px, py);
      } else {
        const before = this.points[i - 1];
        const middle = (x(before.at) + px) / 2;
        context.bezierCurveTo(middle, y(before.milliseconds), middle, py, px, py);
      }
    });
    context.strokeStyle = colors.accent;
    context.lineWidth = 2;
    context.lineJoin = 'round';
    context.stroke();
    const last = this.points[this.points.length - 1];
    context.lineTo(x(last.at), floor);
    context.lineTo(x(this.points[0].at), floor);
    context.globalAlpha = 0.12;
    context.fillStyle = colors.accent;
    context.fill();
    context.globalAlpha = 1;
    this.points.forEach(point => {
      context.beginPath();
      context.arc(x(point.at), y(point.milliseconds), point.own ? 5 : point === last ? 4 : 1.5, 0, 7);
      context.fillStyle = point.own ? colors.card : colors.accent;
      context.fill();
      context.stroke();
    });
  }

  /** How far back the left edge lies. */
  since(height) {
    const { context, colors } = this;
    const text = Math.round(this.span / 1000) + ' s ago';
    context.clearRect(0, height - 14, context.measureText(text).width + 6, 14);
    context.fillStyle = colors.quiet;
    context.fillText(text, 0, height - 4);
  }

  grid(width, floor, y, wanted) {
    const { context, colors } = this;
    context.strokeStyle = colors.line;
    context.fillStyle = colors.quiet;
    context.font = this.font;
    context.lineWidth = 1;
    [0, wanted / 2, wanted].forEach(value => {
      const at = Math.round(y(value)) + 0.5;
      if (at < 0 || at > floor + 1) {
        return;
      }
      context.beginPath();
      context.moveTo(0, at);
      context.lineTo(width, at);
      context.stroke();
      if (value > 0) {
        context.fillText(value + ' ms', 0, at - 4);
      }
    });
  }
}

/** As few digits as say something. */
export function shown(milliseconds) {
  return milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds));
}
