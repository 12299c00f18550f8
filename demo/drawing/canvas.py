"""What every picture is drawn with: colours, shapes, light. All sizes are in the picture's own pixels."""

import math
import random

import cairo

WIDTH, HEIGHT = 1600, 1067


def rgb(text):
    text = text.lstrip("#")
    return tuple(int(text[at : at + 2], 16) / 255 for at in (0, 2, 4))


def mix(left, right, share):
    """`share` 0 gives left, 1 right; colours as "#rrggbb" or tuples."""
    left, right = (rgb(c) if isinstance(c, str) else c for c in (left, right))
    return tuple(a + (b - a) * share for a, b in zip(left, right))


def tone(colour, by):
    """Lighter above 0, darker below, within -1…1."""
    return mix(colour, "#ffffff" if by > 0 else "#05070c", abs(by))


class Canvas:
    def __init__(self, seed, width=WIDTH, height=HEIGHT):
        self.width, self.height = width, height
        self.surface = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
        self.context = cairo.Context(self.surface)
        self.random = random.Random(seed)

    # ---- paint ----
    def fill(self, colour, alpha=1.0):
        self.context.set_source_rgba(*(rgb(colour) if isinstance(colour, str) else colour), alpha)
        self.context.fill()

    def stroke(self, colour, width, alpha=1.0):
        self.context.set_source_rgba(*(rgb(colour) if isinstance(colour, str) else colour), alpha)
        self.context.set_line_width(width)
        self.context.set_line_cap(cairo.LINE_CAP_ROUND)
        self.context.set_line_join(cairo.LINE_JOIN_ROUND)
        self.context.stroke()

    def fill_gradient(self, x0, y0, x1, y1, *stops):
        """Stops are colours at equal distances, or (offset, colour, alpha)."""
        gradient = cairo.LinearGradient(x0, y0, x1, y1)
        for at, stop in enumerate(stops):
            offset, colour, alpha = stop if len(stop) == 3 and isinstance(stop[1], (str, tuple)) else (
                at / max(1, len(stops) - 1), stop, 1.0)
            gradient.add_color_stop_rgba(offset, *(rgb(colour) if isinstance(colour, str) else colour), alpha)
        self.context.set_source(gradient)
        self.context.fill()

    # ---- paths ----
    def box(self, x, y, w, h, radius=0):
        c = self.context
        c.new_path()
        if radius <= 0:
            c.rectangle(x, y, w, h)
            return self
        radius = min(radius, w / 2, h / 2)
        for cx, cy, turn in ((x + w - radius, y + radius, -90), (x + w - radius, y + h - radius, 0),
                             (x + radius, y + h - radius, 90), (x + radius, y + radius, 180)):
            c.arc(cx, cy, radius, math.radians(turn), math.radians(turn + 90))
        c.close_path()
        return self

    def circle(self, x, y, radius):
        self.context.new_path()
        self.context.arc(x, y, radius, 0, 2 * math.pi)
        return self

    def ellipse(self, x, y, rx, ry, turn=0.0):
        c = self.context
        c.new_path()
        c.save()
        c.translate(x, y)
        c.rotate(turn)
        c.scale(rx, ry)
        c.arc(0, 0, 1, 0, 2 * math.pi)
        c.restore()
        return self

    def polygon(self, *points):
        c = self.context
        c.new_path()
        for x, y in points:
            c.line_to(x, y)
        c.close_path()
        return self

    def line(self, *points):
        self.context.new_path()
        for x, y in points:
            self.context.line_to(x, y)
        return self

    def curve(self, points, closed=False):
        """A smooth line through the points."""
        c = self.context
        c.new_path()
        c.move_to(*points[0])
        for at in range(len(points) - 1):
            before, start = points[max(0, at - 1)], points[at]
            end, after = points[at + 1], points[min(len(points) - 1, at + 2)]
            c.curve_to(start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6,
                       end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6, *end)
        if closed:
            c.close_path()
        return self

    # ---- nature ----
    def sky(self, *colours, to=None):
        self.box(0, 0, self.width, self.height).fill_gradient(0, 0, 0, to or self.height * 0.75, *colours)

    def glow(self, x, y, radius, colour, alpha=0.6):
        gradient = cairo.RadialGradient(x, y, 0, x, y, radius)
        shade = rgb(colour) if isinstance(colour, str) else colour
        gradient.add_color_stop_rgba(0, *shade, alpha)
        gradient.add_color_stop_rgba(0.4, *shade, alpha * 0.35)
        gradient.add_color_stop_rgba(1, *shade, 0)
        self.context.set_source(gradient)
        self.context.paint()

    def sun(self, x, y, radius, colour="#fff3d0", halo=None):
        self.glow(x, y, radius * 6, halo or colour, 0.55)
        self.circle(x, y, radius).fill(colour)

    def moon(self, x, y, radius, colour="#f4efdc"):
        self.glow(x, y, radius * 6, colour, 0.22)
        c = self.context
        c.new_path()
        c.arc(x, y, radius, -math.pi / 2, math.pi / 2)
        c.curve_to(x + radius * 0.62, y + radius * 0.5, x + radius * 0.62, y - radius * 0.5, x, y - radius)
        c.close_path()
        self.fill(colour)

    def stars(self, count=90, below=0.55, colour="#ffffff"):
        for _ in range(count):
            x, y = self.random.uniform(0, self.width), self.random.uniform(0, self.height * below)
            self.circle(x, y, self.random.choice((1.2, 1.6, 1.6, 2.4))).fill(colour, self.random.uniform(0.35, 0.95))

    def cloud(self, x, y, size, colour="#ffffff", alpha=0.9):
        self.box(x - size, y - size * 0.12, size * 2, size * 0.26, size * 0.13).fill(colour, alpha)
        for dx, dy, r in ((-0.45, -0.14, 0.26), (0.0, -0.26, 0.38), (0.45, -0.12, 0.27)):
            self.context.new_path()
            self.context.arc(x + dx * size, y + (dy + 0.02) * size + size * 0.1, r * size, math.pi, 2 * math.pi)
            self.context.close_path()
            self.fill(colour, alpha)

    def outline(self, base, height, rough, step=20, peaks=3):
        """A mountain range's upper edge: peaks with smaller ones between."""
        phases = [(self.random.uniform(0, 6.28), self.random.uniform(0.8, 1.25)) for _ in range(6)]
        points = []
        for x in range(-40, self.width + 60, step):
            share = x / self.width
            y = 0.0
            for octave, (phase, stretch) in enumerate(phases):
                wave = math.sin(share * 6.28 * peaks * stretch * (1.9**octave) / 2 + phase)
                wave = 1 - abs(wave) * 2 if rough else wave
                y += wave * 0.52**octave
            points.append((x, base - height * (0.5 + y / 2.4)))
        return points

    def range(self, base, height, top, bottom, rough=True, peaks=3, step=20):
        """One mountain range or, not rough, hill; filled to the picture's foot."""
        points = self.outline(base, height, rough, step, peaks)
        if rough:
            self.line(*points)
        else:
            self.curve(points)
        self.context.line_to(self.width + 60, self.height)
        self.context.line_to(-60, self.height)
        self.context.close_path()
        self.fill_gradient(0, base - height, 0, base + height * 0.9, top, bottom)
        return points

    def water(self, top, upper, lower, glint="#ffffff", lines=26):
        self.box(0, top, self.width, self.height - top).fill_gradient(0, top, 0, self.height, upper, lower)
        depth = self.height - top
        for _ in range(lines):
            share = self.random.random() ** 1.4
            y, length = top + 8 + share * depth, self.random.uniform(40, 150) * (0.4 + share)
            x = self.random.uniform(-40, self.width)
            self.box(x, y, length, 2 + 4 * share, 4).fill(glint, self.random.uniform(0.08, 0.28))

    def reflection(self, x, top, width, colour, count=14):
        """A light's broken path on water."""
        for at in range(count):
            share = at / count
            y = top + 8 + share**1.2 * (self.height - top)
            w = width * (0.4 + share * 1.3) * self.random.uniform(0.55, 1.0)
            self.box(x - w / 2 + self.random.uniform(-14, 14), y, w, 4 + 6 * share, 5).fill(colour, 0.75 - 0.45 * share)

    def pine(self, x, foot, height, colour):
        self.box(x - height * 0.03, foot - height * 0.15, height * 0.06, height * 0.16).fill(tone(colour, -0.45))
        for at in range(3):
            top, wide = foot - height + at * height * 0.24, height * (0.15 + 0.075 * at)
            low = top + height * 0.42
            self.polygon((x, top), (x + wide, low), (x - wide, low)).fill(tone(colour, 0.05 - 0.06 * at))
            self.polygon((x, top), (x + wide, low), (x + wide * 0.15, low)).fill(tone(colour, -0.2), 0.55)

    def tree(self, x, foot, height, colour, trunk="#5b4636"):
        self.polygon((x - height * 0.035, foot), (x + height * 0.035, foot), (x + height * 0.02, foot - height * 0.6),
                     (x - height * 0.02, foot - height * 0.6)).fill(trunk)
        self.ellipse(x, foot - height * 0.66, height * 0.27, height * 0.34).fill(colour)
        self.ellipse(x + height * 0.09, foot - height * 0.6, height * 0.17, height * 0.25).fill(tone(colour, -0.18), 0.55)

    def grass(self, top, colour, count=160):
        for _ in range(count):
            x, y = self.random.uniform(0, self.width), self.random.uniform(top, self.height)
            size = 8 + 26 * (y - top) / max(1, self.height - top)
            self.line((x, y), (x + self.random.uniform(-0.4, 0.4) * size, y - size)).stroke(colour, 2.2, 0.6)

    def rain(self, count=140, colour="#dfe9f2", lean=-0.35):
        for _ in range(count):
            x, y = self.random.uniform(0, self.width + 200), self.random.uniform(-40, self.height)
            length = self.random.uniform(26, 70)
            self.line((x, y), (x + lean * length, y + length)).stroke(colour, 2, 0.28)

    # ---- towns ----
    def tower_block(self, x, foot, w, h, colour, lit=0.25, window="#ffd98a", dark=None, cell=34):
        self.box(x, foot - h, w, h).fill_gradient(0, foot - h, 0, foot, tone(colour, 0.06), tone(colour, -0.12))
        self.box(x + w * 0.72, foot - h, w * 0.28, h).fill(tone(colour, -0.3), 0.35)
        columns, rows = int((w - 14) // cell), int((h - 24) // (cell * 1.15))
        for row in range(rows):
            for column in range(columns):
                on = self.random.random() < lit
                shade = window if on else (dark or tone(colour, -0.35))
                self.box(x + 12 + column * cell, foot - h + 18 + row * cell * 1.15, cell * 0.5, cell * 0.62, 2).fill(
                    shade, 0.95 if on else 0.6)

    def skyline(self, foot, colours, low=120, high=420, lit=0.25, window="#ffd98a", wide=(70, 150)):
        x = -30.0
        while x < self.width:
            w, h = self.random.uniform(*wide), self.random.uniform(low, high)
            self.tower_block(x, foot, w, h, self.random.choice(colours), lit, window)
            x += w + self.random.choice((0, 0, 6, 14))

    def house(self, x, foot, w, h, wall="#f1e3cc", roof="#b5533c", lit=False, door=True):
        self.box(x, foot - h, w, h).fill_gradient(x, 0, x + w, 0, wall, tone(wall, -0.14))
        self.polygon((x - w * 0.1, foot - h), (x + w * 0.5, foot - h - w * 0.42), (x + w * 1.1, foot - h)).fill(roof)
        self.polygon((x + w * 0.5, foot - h - w * 0.42), (x + w * 1.1, foot - h), (x + w * 0.62, foot - h)).fill(
            tone(roof, -0.25), 0.6)
        glass = "#ffd98a" if lit else "#5d7384"
        for wx in (0.16, 0.64):
            self.box(x + w * wx, foot - h * 0.78, w * 0.2, h * 0.3, 3).fill("#ffffff", 0.9)
            self.box(x + w * wx + 3, foot - h * 0.78 + 3, w * 0.2 - 6, h * 0.3 - 6, 2).fill(glass)
        if door:
            self.box(x + w * 0.42, foot - h * 0.42, w * 0.17, h * 0.42, 3).fill(tone(roof, -0.4))

    def person(self, x, foot, height, coat, skin="#d9a987", hair="#3b2d28", legs="#2d3440", lean=0.0):
        """Standing, seen from afar."""
        c = self.context
        c.save()
        c.translate(x, foot)
        c.rotate(lean)
        h = height
        self.box(-h * 0.085, -h * 0.46, h * 0.075, h * 0.46, h * 0.03).fill(legs)
        self.box(h * 0.01, -h * 0.46, h * 0.075, h * 0.46, h * 0.03).fill(tone(legs, -0.2))
        self.box(-h * 0.13, -h * 0.84, h * 0.26, h * 0.46, h * 0.1).fill(coat)
        self.box(h * 0.02, -h * 0.84, h * 0.11, h * 0.46, h * 0.09).fill(tone(coat, -0.25), 0.5)
        self.circle(0, -h * 0.91, h * 0.082).fill(skin)
        c.new_path()
        c.arc(0, -h * 0.925, h * 0.088, math.pi, 2 * math.pi)
        c.close_path()
        self.fill(hair)
        c.restore()

    def crowd(self, foot, count, height, colours, spread=None, skins=("#d9a987", "#e6bd9b", "#b98562"), depth=0.5):
        left, right = spread or (0, self.width)
        people = sorted((self.random.uniform(left, right), self.random.uniform(0, height * depth)) for _ in range(count))
        for x, down in sorted(people, key=lambda place: place[1]):
            self.person(x, foot + down, height * self.random.uniform(0.9, 1.08), self.random.choice(colours),
                        self.random.choice(skins), self.random.choice(("#2f2622", "#5a4030", "#8a6a45", "#a9a39a")))

    def lamp(self, x, foot, height, colour="#2b3442", light="#ffe3a1", on=True):
        self.line((x, foot), (x, foot - height)).stroke(colour, 7)
        self.line((x, foot - height), (x + height * 0.14, foot - height)).stroke(colour, 6)
        if on:
            self.glow(x + height * 0.14, foot - height + 12, height * 0.6, light, 0.5)
        self.ellipse(x + height * 0.14, foot - height + 8, 16, 9).fill(light if on else "#c9d0d8")

    def write_png(self, path):
        self.surface.write_to_png(str(path))
