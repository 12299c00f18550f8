"""Orbit, laboratory, circuits."""

import math

from .canvas import Canvas


def satellite(seed):
    c = Canvas(seed)
    c.sky("#070b1c", "#0f1a3a", "#1b2f5c", to=1067)
    c.stars(190, 1.0)
    c.glow(800, 1700, 1200, "#5fb0e8", 0.9)
    c.circle(800, 1760, 1000).fill("#2f77b0")
    c.context.save()
    c.circle(800, 1760, 1000)
    c.context.clip()
    c.curve([(200, 900), (520, 830), (700, 900), (620, 1010), (380, 1080), (180, 1040)], True).fill("#5f9a5c")
    c.curve([(940, 800), (1200, 820), (1340, 930), (1180, 1010), (1000, 930)], True).fill("#7aa862")
    for x, y, w in ((420, 940, 240), (1080, 900, 280), (760, 840, 200), (660, 1000, 300)):
        c.box(x, y, w, 20, 10).fill("#ffffff", 0.6)
    c.context.restore()
    c.context.save()
    c.context.translate(840, 400)
    c.context.rotate(-0.32)
    for side in (-1, 1):
        c.line((side * 90, 0), (side * 150, 0)).stroke("#c9ced2", 12)
        for at in range(3):
            x = side * (160 + at * 108) - (104 if side < 0 else 0)
            c.box(x, -82, 104, 164, 4).fill_gradient(x, -82, x + 100, 82, "#3f6fb5", "#1f3f7a")
            for line in range(1, 4):
                c.line((x + line * 26, -82), (x + line * 26, 82)).stroke("#a9c3e8", 2, 0.6)
            c.line((x, 0), (x + 104, 0)).stroke("#a9c3e8", 2, 0.6)
    c.box(-96, -100, 192, 200, 12).fill_gradient(-96, -100, 96, 100, "#f2d9a0", "#a9792a")
    c.box(-66, -70, 132, 90, 8).fill("#39434f")
    c.circle(0, -26, 34).fill("#1b2026")
    c.circle(-8, -34, 10).fill("#8fb3d9")
    c.line((0, 100), (0, 170)).stroke("#c9ced2", 8)
    c.ellipse(0, 186, 64, 22).fill("#dfe4e8")
    c.context.restore()
    return c


def laboratory(seed):
    c = Canvas(seed)
    c.sky("#e4f0ee", "#bcd8d3", to=1067)
    for shelf in range(2):
        y = 210 + shelf * 150
        c.box(60, y, 1480, 14, 4).fill("#8fb0ab")
        for at in range(15):
            x, h = 90 + at * 98, c.random.uniform(56, 96)
            c.box(x, y - h, 50, h, 10).fill("#f7fbfa")
            c.box(x, y - h * 0.55, 50, h * 0.55, 8).fill(c.random.choice(("#5aa38f", "#e0a33e", "#7f9fd0", "#c98aa5")), 0.8)
    c.box(0, 800, c.width, 270).fill_gradient(0, 800, 0, 1067, "#f4f6f4", "#c9d4d2")
    c.box(0, 790, c.width, 20).fill("#8fb0ab")
    for at in range(4):
        x, w = 120 + at * 200, 130
        c.box(x, 400, w, 396, 60).fill("#ffffff", 0.6)
        c.box(x + 8, 470, w - 16, 320, 50).fill_gradient(0, 470, 0, 790, "#8fcf7a", "#3f8a52")
        for bubble in range(14):
            c.circle(x + c.random.uniform(24, w - 24), c.random.uniform(490, 780), c.random.uniform(4, 11)).fill("#e4f7d4", 0.7)
        c.box(x + 20, 384, w - 40, 24, 8).fill("#5f7d7a")
        c.line((x + w / 2, 384), (x + w / 2, 330), (x + w / 2 + 200 if at < 3 else x + w / 2, 330)).stroke("#5f7d7a", 7)
    c.person(1120, 900, 470, "#fbfdfc", hair="#5a3a2a", legs="#5f7d8a")
    c.box(1330, 560, 60, 230, 8).fill("#39434f")
    c.box(1280, 770, 200, 30, 10).fill("#39434f")
    c.context.save()
    c.context.translate(1350, 560)
    c.context.rotate(0.4)
    c.box(-30, -130, 60, 220, 16).fill("#52606e")
    c.box(-20, -170, 40, 50, 8).fill("#39434f")
    c.context.restore()
    c.box(1290, 690, 150, 16, 4).fill("#52606e")
    c.polygon((940, 800), (990, 800), (1010, 700), (1010, 660), (972, 660), (972, 700)).fill("#f7fbfa", 0.0)
    return c


def circuit(seed):
    c = Canvas(seed)
    c.sky("#10202e", "#173a48", to=1067)
    for _ in range(46):
        x, y = c.random.randrange(0, 1600, 40), c.random.randrange(0, 1067, 40)
        points = [(x, y)]
        for step in range(4):
            length = c.random.choice((80, 120, 160))
            dx, dy = c.random.choice(((1, 0), (0, 1), (-1, 0), (0, -1), (0.7, 0.7), (-0.7, 0.7)))
            points.append((points[-1][0] + dx * length, points[-1][1] + dy * length))
        colour = c.random.choice(("#2f7d8c", "#3f9a8f", "#2a5f7a"))
        c.line(*points).stroke(colour, 6, 0.8)
        for end in (points[0], points[-1]):
            c.circle(*end, 11).fill(colour)
            c.circle(*end, 5).fill("#10202e")
    c.glow(800, 530, 560, "#7ce0c8", 0.35)
    c.box(560, 290, 480, 480, 30).fill("#1c2f3c")
    c.box(590, 320, 420, 420, 20).fill_gradient(590, 320, 1010, 740, "#2f5566", "#1f3f4e")
    for at in range(9):
        for dx, dy, w, h in ((590 + at * 48, 256, 18, 40), (590 + at * 48, 766, 18, 40)):
            c.box(dx, dy, w, h, 4).fill("#c9a24e")
        for dx, dy, w, h in ((526, 320 + at * 48, 40, 18), (1034, 320 + at * 48, 40, 18)):
            c.box(dx, dy, w, h, 4).fill("#c9a24e")
    c.line((800, 400), (800, 640)).stroke("#f2e6cf", 14)
    c.line((680, 440), (920, 440)).stroke("#f2e6cf", 12)
    for dx in (-120, 120):
        c.line((800 + dx, 440), (800 + dx - 46, 560)).stroke("#f2e6cf", 4)
        c.line((800 + dx, 440), (800 + dx + 46, 560)).stroke("#f2e6cf", 4)
        c.context.new_path()
        c.context.arc(800 + dx, 560, 54, 0, math.pi)
        c.context.close_path()
        c.fill("#7ce0c8")
    c.box(730, 636, 140, 20, 8).fill("#f2e6cf")
    return c
