"""Fields, water and boards."""

import math

from .canvas import Canvas, tone


def stadium(seed, night=True):
    c = Canvas(seed)
    c.sky(*(("#101c3a", "#25406a", "#4a6a8f") if night else ("#7fb6d6", "#dbeaf0", "#f7ecd2")))
    for x in (150, 1450):
        c.line((x, 520), (x, 110)).stroke("#1d2736", 14)
        c.box(x - 80, 70, 160, 80, 8).fill("#26324a")
        for row in range(2):
            for at in range(5):
                c.circle(x - 62 + at * 31, 94 + row * 32, 11).fill("#fffbe0")
        if night:
            c.glow(x, 110, 420, "#fff6cf", 0.5)
    for tier, (top, low, colour) in enumerate(((330, 470, "#2f4468"), (450, 590, "#3a5078"))):
        c.polygon((-20, top + 40), (240, top), (1360, top), (1620, top + 40), (1620, low), (-20, low)).fill(colour)
        for row in range(5):
            y = top + 24 + row * 24
            for at in range(74):
                c.circle(14 + at * 22 + row % 2 * 11, y + abs(at - 37) * 0.5, 7).fill(
                    c.random.choice(("#c8463d", "#f2e6cf", "#e0a33e", "#5a7aa8", "#c8463d", "#eabf98")), 0.85)
    c.box(0, 580, c.width, 40).fill("#1b2a40")
    for x in range(30, 1600, 220):
        c.box(x, 588, 190, 24, 3).fill(c.random.choice(("#e9c46a", "#7cc0b4", "#d9713c")), 0.8)
    for stripe in range(8):
        y0, y1 = 620 + stripe * stripe * 7, 620 + (stripe + 1) ** 2 * 7
        c.box(0, y0, c.width, y1 - y0 + 1).fill(("#4a9a52", "#3f8a48")[stripe % 2])
    c.line((0, 660), (1600, 660)).stroke("#ffffff", 5, 0.9)
    c.ellipse(800, 850, 300, 86).stroke("#ffffff", 6, 0.9)
    c.line((800, 660), (800, 1067)).stroke("#ffffff", 6, 0.9)
    for x, foot, shirt in ((360, 900, "#c8463d"), (620, 800, "#f4f1e8"), (900, 930, "#c8463d"), (1130, 820, "#f4f1e8"), (1330, 960, "#f4f1e8"), (520, 1010, "#c8463d")):
        size = 90 + (foot - 760) * 0.5
        c.ellipse(x, foot, size * 0.3, size * 0.06).fill("#1f4a2a", 0.6)
        c.person(x, foot, size, shirt, legs="#22304a", lean=c.random.uniform(-0.16, 0.16))
    c.circle(760, 930, 19).fill("#ffffff")
    c.circle(760, 930, 7).fill("#22262b")
    return c


def volleyball(seed):
    c = Canvas(seed)
    c.sky("#284a6b", "#3f6f8f", to=700)
    for row in range(6):
        for at in range(52):
            c.circle(20 + at * 31 + row % 2 * 15, 150 + row * 44, 13).fill(
                c.random.choice(("#e0a33e", "#f2e6cf", "#c8553d", "#34506b", "#8fb3c9")), 0.7)
    c.box(0, 430, c.width, 50).fill("#1c3348")
    c.box(0, 470, c.width, 600).fill_gradient(0, 470, 0, 1067, "#d98a4a", "#c4703a")
    c.polygon((180, 620), (1420, 620), (1640, 1067), (-40, 1067)).fill("#2f7d8c")
    c.line((180, 620), (1420, 620)).stroke("#ffffff", 7)
    c.line((70, 840), (1530, 840)).stroke("#ffffff", 7)
    for x in (240, 1360):
        c.line((x, 760), (x, 330)).stroke("#2b3440", 16)
    c.box(240, 350, 1120, 150).fill("#ffffff", 0.14)
    for x in range(240, 1370, 28):
        c.line((x, 350), (x, 500)).stroke("#f7f9fa", 2, 0.7)
    for y in range(350, 510, 28):
        c.line((240, y), (1360, y)).stroke("#f7f9fa", 2, 0.7)
    c.box(240, 340, 1120, 18).fill("#f7f9fa")
    for x, foot, size, shirt, arms in ((640, 690, 330, "#f4f1e8", True), (940, 720, 340, "#c8463d", True), (360, 960, 300, "#c8463d", False),
                                       (1260, 970, 310, "#c8463d", False), (1130, 640, 220, "#f4f1e8", False)):
        c.person(x, foot, size, shirt, legs="#22304a")
        if arms:
            for dx in (-0.09, 0.09):
                c.line((x + dx * size, foot - size * 0.76), (x + dx * size * 1.3, foot - size * 1.12)).stroke("#e0b595", size * 0.06)
    c.circle(790, 270, 44).fill("#f7efe0")
    c.curve([(750, 260), (790, 290), (834, 262)]).stroke("#e0a33e", 8)
    c.curve([(776, 230), (800, 270), (786, 312)]).stroke("#2f6690", 8)
    return c


def runners(seed):
    c = Canvas(seed)
    c.sky("#8cc0dc", "#f9e7cc")
    c.sun(1270, 260, 60)
    c.skyline(610, ("#cdb79b", "#bda78c", "#dccbb0"), 130, 330, 0.05, "#fff2cc")
    for x in range(60, 1600, 210):
        c.tree(x, 640, 170, "#6b944f")
    c.polygon((0, 640), (1600, 640), (1600, 1067), (0, 1067)).fill_gradient(0, 640, 0, 1067, "#9a9a98", "#6a6b6d")
    c.polygon((770, 640), (830, 640), (900, 1067), (700, 1067)).fill("#ffffff", 0.18)
    for row, count, foot, size in ((0, 12, 720, 150), (1, 9, 830, 220), (2, 6, 990, 320)):
        for at in range(count):
            x = 60 + at * (1560 / count) + row * 40 + c.random.uniform(-20, 20)
            shirt = c.random.choice(("#c8463d", "#2f7d8c", "#e9b44c", "#6d597a", "#588157", "#e07a4f"))
            c.ellipse(x, foot, size * 0.24, size * 0.04).fill("#3a3b3e", 0.5)
            stride = size * 0.2
            c.line((x, foot - size * 0.46), (x + stride, foot - size * 0.26), (x + stride * 0.7, foot)).stroke("#e0b595", size * 0.075)
            c.line((x, foot - size * 0.46), (x - stride * 0.6, foot - size * 0.24), (x - stride * 1.5, foot - size * 0.2)).stroke("#c99a78", size * 0.075)
            c.box(x - size * 0.1, foot - size * 0.54, size * 0.22, size * 0.14, size * 0.04).fill("#22304a")
            c.box(x - size * 0.11, foot - size * 0.84, size * 0.24, size * 0.36, size * 0.1).fill(shirt)
            c.line((x + size * 0.04, foot - size * 0.76), (x + size * 0.2, foot - size * 0.62), (x + size * 0.3, foot - size * 0.74)).stroke("#e0b595", size * 0.06)
            c.circle(x + size * 0.04, foot - size * 0.92, size * 0.085).fill("#e0b595")
            c.context.new_path()
            c.context.arc(x + size * 0.03, foot - size * 0.935, size * 0.088, math.pi, 2 * math.pi)
            c.context.close_path()
            c.fill(c.random.choice(("#2f2622", "#5a4030", "#8a6a45")))
            if row == 2:
                c.box(x - size * 0.07, foot - size * 0.72, size * 0.16, size * 0.12, 3).fill("#ffffff")
    return c


def rowing(seed):
    c = Canvas(seed)
    c.sky("#f4b98a", "#f9dcb8", "#fdf0dc")
    c.sun(1120, 330, 70)
    c.range(520, 190, "#9a8294", "#c9a59c", peaks=2)
    c.range(580, 100, "#5f6f68", "#7d8a70", rough=False, peaks=3)
    c.water(585, "#e2b59c", "#3f6f86", "#fff3dd", 60)
    c.reflection(1120, 590, 110, "#fff0cf", 14)
    for boat, (y, hull, shirt) in enumerate(((720, "#3a4f63", "#5f7d95"), (880, "#8c2f2b", "#f4f1e8"))):
        size = 0.7 if boat == 0 else 1.0
        left = 180 if boat == 0 else 140
        length = 1000 * size + 300
        c.polygon((left, y), (left + length, y - 12 * size), (left + length - 120, y + 30 * size), (left + 110, y + 34 * size)).fill(hull)
        for at in range(4):
            x = left + 260 * size + at * 230 * size
            c.line((x + 10, y - 60 * size), (x - 190 * size, y + 96 * size)).stroke("#f2e6cf", 7 * size)
            c.polygon((x - 190 * size, y + 90 * size), (x - 250 * size, y + 116 * size), (x - 236 * size, y + 140 * size), (x - 176 * size, y + 110 * size)).fill("#e0a33e")
            c.line((x, y), (x + 30 * size, y - 100 * size)).stroke(shirt, 58 * size)
            c.line((x + 20 * size, y - 86 * size), (x - 60 * size, y - 46 * size)).stroke("#e0b595", 19 * size)
            c.circle(x + 42 * size, y - 160 * size, 30 * size).fill("#e0b595")
            c.context.new_path()
            c.context.arc(x + 42 * size, y - 166 * size, 32 * size, math.pi, 2 * math.pi)
            c.context.close_path()
            c.fill("#3b2d28")
            c.ellipse(x - 210 * size, y + 140 * size, 70 * size, 9 * size).stroke("#ffffff", 4, 0.6)
    return c


def chess(seed):
    c = Canvas(seed)
    c.sky("#3a4a44", "#5f7466", to=1067)
    c.glow(800, 260, 760, "#f2d9a0", 0.35)

    def corner(row, column):
        depth = row / 8
        y = 470 + 560 * depth**1.15
        half = 420 + 420 * depth
        return 800 + (column - 4) / 4 * half, y

    c.polygon((330, 450), (1270, 450), (1700, 1090), (-100, 1090)).fill("#5f3f28")
    for row in range(8):
        for column in range(8):
            c.polygon(corner(row, column), corner(row, column + 1), corner(row + 1, column + 1), corner(row + 1, column)).fill(
                "#efdcb8" if (row + column) % 2 == 0 else "#8a5a3a")

    def piece(row, column, height, colour, kind):
        x0, y0 = corner(row + 0.62, column + 0.5)
        s = height * (0.62 + 0.055 * row)
        shade = tone(colour, -0.25)
        c.ellipse(x0 + s * 0.1, y0 + 4, s * 0.34, s * 0.1).fill("#000000", 0.25)
        c.ellipse(x0, y0, s * 0.27, s * 0.09).fill(shade)
        c.curve([(x0 - s * 0.24, y0), (x0 - s * 0.1, y0 - s * 0.3), (x0 - s * 0.09, y0 - s * 0.66), (x0 + s * 0.09, y0 - s * 0.66),
                 (x0 + s * 0.1, y0 - s * 0.3), (x0 + s * 0.24, y0)], True).fill_gradient(x0 - s * 0.2, 0, x0 + s * 0.24, 0, colour, shade)
        c.ellipse(x0, y0 - s * 0.66, s * 0.16, s * 0.05).fill(colour)
        if kind == "pawn":
            c.circle(x0, y0 - s * 0.78, s * 0.14).fill(colour)
        elif kind == "rook":
            c.box(x0 - s * 0.17, y0 - s * 0.92, s * 0.34, s * 0.24, 4).fill(colour)
            for dx in (-0.08, 0.08):
                c.box(x0 + dx * s - s * 0.03, y0 - s * 0.93, s * 0.06, s * 0.09).fill(shade)
        elif kind == "queen":
            c.polygon((x0 - s * 0.19, y0 - s * 0.98), (x0 - s * 0.08, y0 - s * 0.84), (x0, y0 - s * 1.06), (x0 + s * 0.08, y0 - s * 0.84),
                      (x0 + s * 0.19, y0 - s * 0.98), (x0 + s * 0.13, y0 - s * 0.66), (x0 - s * 0.13, y0 - s * 0.66)).fill(colour)
            c.circle(x0, y0 - s * 1.08, s * 0.045).fill(colour)
        else:
            c.curve([(x0 - s * 0.13, y0 - s * 0.66), (x0 - s * 0.16, y0 - s * 0.9), (x0 + s * 0.02, y0 - s * 1.1), (x0 + s * 0.14, y0 - s * 1.0),
                     (x0 + s * 0.26, y0 - s * 0.86), (x0 + s * 0.06, y0 - s * 0.84), (x0 + s * 0.13, y0 - s * 0.66)], True).fill(colour)

    light, dark = "#fbf3e0", "#2f2a2e"
    for row, column, colour, kind in ((0, 3, dark, "queen"), (0, 6, dark, "rook"), (1, 1, dark, "pawn"), (1, 5, dark, "pawn"), (2, 4, dark, "knight"),
                                      (3, 2, light, "pawn"), (3, 6, dark, "pawn"), (4, 4, light, "knight"), (5, 1, light, "pawn"),
                                      (5, 6, light, "pawn"), (6, 3, light, "queen")):
        piece(row, column, 270 if kind in ("queen", "knight") else 230, colour, kind)
    return c
