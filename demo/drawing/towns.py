"""Streets, bridges, squares, walls."""

import math

from .canvas import Canvas, tone


def arch_bridge(seed):
    c = Canvas(seed)
    c.sky("#9cc7df", "#f3e6cf")
    c.sun(330, 300, 58)
    c.range(560, 170, "#8aa2ac", "#b3c1bd", peaks=2)
    for x in range(-20, 1640, 96):
        c.house(x, 640 + (x // 96 % 3) * 8, 92, 70, c.random.choice(("#f3e3c8", "#ecd7bd", "#e3dccd", "#d9c9ab")),
                c.random.choice(("#b5533c", "#a14733", "#c0654a")), door=False)
    c.water(690, "#6fa9b5", "#2f6379", "#ffffff", 34)
    for at in range(5):
        x = -60 + at * 350
        c.context.new_path()
        c.context.rectangle(x, 560, 350, 300)
        c.context.new_sub_path()
        c.context.arc_negative(x + 175, 860, 140, 0, math.pi)
        c.context.close_path()
        c.context.set_fill_rule(1)
        c.fill_gradient(0, 560, 0, 860, "#e0cfae", "#a58e6c")
        c.context.set_fill_rule(0)
        c.box(x + 312, 800, 76, 90, 10).fill("#8f7a5c")
    c.box(-10, 540, c.width + 20, 34).fill("#c9b48e")
    for x in range(0, 1640, 46):
        c.line((x, 540), (x, 498)).stroke("#5e5547", 4)
    c.line((0, 498), (1640, 498)).stroke("#5e5547", 6)
    c.crowd(544, 26, 96, ("#c8553d", "#2f6690", "#e9c46a", "#588157", "#6d597a"), depth=0.02)
    c.box(-10, 540, c.width + 20, 34).fill("#c9b48e")
    for at in range(40):
        c.box(c.random.uniform(0, 1600), c.random.uniform(880, 1040), c.random.uniform(60, 180), 5, 3).fill("#e0cfae", 0.25)
    return c


def night_bridge(seed):
    c = Canvas(seed)
    c.sky("#1b2447", "#53457a", "#c5788a")
    c.stars(60, 0.35)
    c.skyline(640, ("#2a2c55", "#33315f", "#242648"), 80, 260, 0.22)
    c.water(640, "#4d3f70", "#151a38", "#f2b5a7", 40)
    c.box(0, 560, c.width, 22).fill("#0f142c")
    for x in (430, 1170):
        c.polygon((x - 16, 660), (x + 16, 660), (x + 7, 230), (x - 7, 230)).fill("#0f142c")
        for at in range(1, 10):
            for side in (-1, 1):
                c.line((x, 240 + at * 12), (x + side * at * 40, 566)).stroke("#c9b8d0", 2.2, 0.75)
    for x in range(30, 1600, 88):
        c.glow(x, 552, 50, "#ffdf9e", 0.6)
        c.circle(x, 552, 5).fill("#fff1c9")
        c.reflection(x, 660, 26, "#ffcf8a", 7)
    return c


def village_school(seed):
    c = Canvas(seed)
    c.sky("#a6d0e4", "#f6ecd4")
    c.cloud(280, 210, 150)
    c.cloud(1290, 170, 120, alpha=0.8)
    c.range(640, 190, "#8dab8a", "#b3c597", rough=False, peaks=2)
    for x in (40, 170, 1380, 1490):
        c.house(x, 740, 110, 76, "#eadcc2", "#a9563f")
    c.box(0, 730, c.width, 340).fill_gradient(0, 730, 0, 1067, "#b9c88a", "#7d9a58")
    c.box(430, 400, 740, 340).fill_gradient(430, 0, 1170, 0, "#f6e7c6", "#dcc59b")
    c.polygon((400, 400), (800, 250), (1200, 400)).fill("#a9442f")
    c.polygon((800, 250), (1200, 400), (880, 400)).fill("#7f3223", 0.6)
    c.circle(800, 345, 34).fill("#f7f1e0")
    c.line((800, 345), (800, 322)).stroke("#333333", 4)
    c.line((800, 345), (816, 352)).stroke("#333333", 4)
    for row in range(2):
        for at in range(6):
            if row == 1 and at in (2, 3):
                continue
            x, y = 470 + at * 115, 440 + row * 150
            c.box(x, y, 74, 98, 4).fill("#ffffff")
            c.box(x + 6, y + 6, 62, 86, 2).fill_gradient(x, y, x + 60, y + 90, "#7fa6b8", "#4e7488")
            c.line((x + 37, y + 6), (x + 37, y + 92)).stroke("#ffffff", 4)
    c.box(730, 590, 140, 150, 6).fill("#6b3b2a")
    c.line((800, 596), (800, 740)).stroke("#4b271b", 4)
    c.polygon((620, 1067), (740, 742), (860, 742), (1000, 1067)).fill("#e4d7b6")
    c.line((360, 760), (360, 420)).stroke("#8a8f94", 7)
    for at, colour in enumerate(("#ffffff", "#4a9a66", "#c8463d")):
        c.polygon((364, 424 + at * 26), (470, 434 + at * 26), (470, 460 + at * 26), (364, 450 + at * 26)).fill(colour)
    c.tree(250, 800, 300, "#5f8a4a")
    c.tree(1330, 800, 280, "#6b9450")
    for x, coat in ((640, "#d1495b"), (700, "#2e6f95"), (900, "#edae49"), (960, "#66a182"), (580, "#8d6a9f")):
        c.person(x, 960 + c.random.uniform(-30, 40), 130, coat)
    return c


def street(seed):
    c = Canvas(seed)
    c.sky("#bcd6e0", "#f5ead4")
    for x, w, h, wall in ((-40, 330, 520, "#e3c9a4"), (290, 260, 590, "#cfd6cf"), (550, 300, 500, "#e7d3c2"),
                          (850, 280, 570, "#d2b8a0"), (1130, 240, 510, "#dfe0d4"), (1370, 300, 600, "#d9c39c")):
        c.box(x, 800 - h, w, h).fill_gradient(x, 0, x + w, 0, wall, tone(wall, -0.12))
        c.box(x - 8, 800 - h - 18, w + 16, 24, 4).fill(tone(wall, -0.28))
        for row in range(3):
            for at in range(int(w // 88)):
                wx, wy = x + 28 + at * 86, 800 - h + 40 + row * 128
                c.box(wx, wy, 52, 84, 3).fill("#ffffff")
                c.box(wx + 5, wy + 5, 42, 74, 2).fill("#6f8a97")
                if (row + at) % 3 == 0:
                    c.box(wx - 8, wy + 80, 68, 12, 2).fill(tone(wall, -0.4))
        c.box(x + 24, 690, w - 48, 110, 4).fill(tone(wall, -0.45))
        c.polygon((x + 14, 690), (x + w - 14, 690), (x + w - 30, 734), (x + 30, 734)).fill(
            c.random.choice(("#b5533c", "#3f7d6e", "#d9a441", "#4a6a8a")))
    c.box(0, 800, c.width, 270).fill("#b9b3a6")
    for row in range(5):
        y = 806 + row * row * 11 + row * 22
        for at in range(-1, 26 - row * 2):
            w = 66 + row * 14
            x = at * w + (row % 2) * w / 2
            lift = c.random.uniform(-5, 5)
            c.polygon((x, y + lift), (x + w - 6, y + lift - 2), (x + w - 4, y + 18 + row * 11), (x + 2, y + 20 + row * 11)).fill(
                tone("#cfc8b8", c.random.uniform(-0.14, 0.1)))
    c.ellipse(980, 965, 150, 34).fill("#5a5850")
    c.ellipse(980, 970, 120, 24).fill("#8fb0bd")
    c.person(330, 960, 230, "#3f5d7d")
    c.person(430, 965, 210, "#c46a5a", hair="#8a6a45")
    # A pram that has to go round the hole.
    c.box(500, 830, 120, 66, 26).fill("#e0a458")
    c.line((500, 846), (456, 800)).stroke("#4a4a4a", 7)
    for x in (524, 600):
        c.circle(x, 930, 26).fill("#2c3036")
        c.circle(x, 930, 10).fill("#cfd3d6")
    c.lamp(1260, 830, 430, on=False)
    c.tree(1450, 850, 420, "#7c9a56")
    return c


def cranes(seed):
    c = Canvas(seed)
    c.sky("#6f9cc6", "#c7dbe6", "#f6e3c8")
    c.cloud(320, 190, 130, alpha=0.7)
    c.range(640, 170, "#8fa3b5", "#b8c3c6", peaks=2)
    c.skyline(760, ("#cbb79c", "#b9a48d", "#d9cbb3", "#a6947f"), 130, 300, 0.1, "#fff2cc")
    for x, w, floors in ((260, 300, 7), (980, 360, 9)):
        foot = 930
        for floor in range(floors):
            y = foot - floor * 62
            c.box(x - 10, y - 62, w + 20, 12).fill("#8f8a80")
            for at in range(6):
                c.box(x + at * (w - 16) / 5, y - 52, 16, 52).fill("#a8a297")
            if floor < floors - 3:
                c.box(x + 14, y - 50, w - 28, 50).fill("#c9713f", 0.8)
                for at in range(4):
                    c.box(x + 36 + at * (w - 60) / 4, y - 44, 40, 34).fill("#5d7384")
    for x, foot, height, arm in ((660, 940, 720, 1), (1470, 940, 640, -1)):
        top = foot - height
        c.line((x, foot), (x, top)).stroke("#e8a82e", 16)
        for y in range(int(top), foot, 36):
            c.line((x - 8, y), (x + 8, y + 36)).stroke("#b57f1d", 4)
        c.line((x - arm * 130, top + 40), (x + arm * 430, top + 40)).stroke("#e8a82e", 14)
        c.line((x, top - 50), (x + arm * 400, top + 36)).stroke("#b57f1d", 4)
        c.line((x, top - 50), (x - arm * 120, top + 36)).stroke("#b57f1d", 4)
        c.line((x, top), (x, top - 50)).stroke("#e8a82e", 12)
        c.box(x - arm * 130 - 30, top + 30, 60, 56, 4).fill("#6f6a60")
        c.line((x + arm * 300, top + 44), (x + arm * 300, top + 230)).stroke("#5a5d60", 3)
        c.box(x + arm * 300 - 40, top + 228, 80, 26, 3).fill("#8f8a80")
    c.box(0, 930, c.width, 140).fill_gradient(0, 930, 0, 1067, "#9c8a6c", "#74664f")
    c.crowd(950, 6, 110, ("#e8a82e", "#d9713c"), (560, 960))
    return c


def market(seed):
    c = Canvas(seed)
    c.sky("#a8cfe0", "#f7ecd6")
    c.skyline(560, ("#e3d0b3", "#d6bfa0", "#e9dcc6"), 120, 240, 0.0)
    c.box(0, 550, c.width, 520).fill_gradient(0, 550, 0, 1067, "#d8cbb0", "#a99878")
    goods = (("#c8463d", "#e07a3f"), ("#e9b44c", "#f2d27a"), ("#6a9a4a", "#8fbf5f"), ("#7a4f8a", "#9c6fae"))
    for at in range(4):
        x = 20 + at * 400
        c.box(x + 20, 470, 12, 340).fill("#6b5540")
        c.box(x + 330, 470, 12, 340).fill("#6b5540")
        first = ("#c8463d", "#2f7d6e", "#e0a33e", "#3f6a9a")[at]
        for stripe in range(8):
            c.polygon((x + 30 + stripe * 38, 400), (x + 68 + stripe * 38, 400), (x - 4 + (stripe + 1) * 46, 500),
                      (x - 4 + stripe * 46, 500)).fill(first if stripe % 2 == 0 else "#f8f2e4")
            c.circle(x - 4 + stripe * 46 + 23, 500, 23).fill(first if stripe % 2 == 0 else "#f8f2e4")
        c.person(x + 180, 800, 250, ("#3f5d7d", "#8d5a6a", "#5d7a52", "#7a6a52")[at])
        c.box(x, 700, 362, 60, 6).fill("#8a6a48")
        c.box(x + 10, 756, 342, 130, 4).fill("#75583b")
        for box in range(4):
            pair = goods[(at + box) % 4]
            c.box(x + 6 + box * 88, 668, 84, 40, 4).fill("#a98358")
            for fruit in range(9):
                c.circle(x + 18 + box * 88 + (fruit % 5) * 15, 664 - (fruit // 5) * 13, 10).fill(pair[fruit % 2])
    c.crowd(960, 12, 210, ("#355070", "#b56576", "#e9c46a", "#588157", "#6d597a", "#d1795b"))
    return c


def mural(seed, picture="bird"):
    c = Canvas(seed)
    c.sky("#b9d3e0", "#eef0ea")
    c.tower_block(-40, 960, 330, 560, "#b8b2a6", 0.05)
    c.tower_block(1330, 960, 330, 640, "#a9a79f", 0.05)
    c.box(330, 140, 960, 830).fill_gradient(330, 0, 1290, 0, "#d8d2c4", "#bfb9ab")
    c.context.save()
    c.box(360, 170, 900, 800)
    c.context.clip()
    if picture == "bird":
        c.box(330, 140, 960, 830).fill_gradient(0, 140, 0, 970, "#1f4e6b", "#e4915a")
        c.ellipse(790, 600, 260, 150, -0.4).fill("#f2e6cf")
        c.curve([(600, 560), (420, 300), (760, 460)], True).fill("#e0a33e")
        c.curve([(880, 560), (1150, 250), (960, 660)], True).fill("#c8553d")
        c.circle(1000, 470, 82).fill("#f2e6cf")
        c.polygon((1066, 446), (1180, 480), (1062, 502)).fill("#e07a3f")
        c.circle(1016, 456, 13).fill("#1b2430")
        c.polygon((560, 690), (380, 830), (640, 760)).fill("#c8553d")
    elif picture == "woman":
        c.box(330, 140, 960, 830).fill("#e9c46a")
        c.circle(810, 470, 330).fill("#d9713c")
        c.ellipse(810, 520, 190, 240).fill("#e8b893")
        c.curve([(600, 560), (590, 300), (810, 220), (1040, 300), (1030, 620), (960, 420), (810, 340), (670, 430)], True).fill("#3a2b3f")
        c.curve([(560, 1000), (620, 800), (810, 740), (1000, 800), (1070, 1000)], True).fill("#2f6f7e")
        for x in (740, 880):
            c.ellipse(x, 520, 26, 12).fill("#fffaf0")
            c.circle(x, 520, 11).fill("#2b2330")
        c.curve([(760, 640), (810, 664), (862, 640)]).stroke("#b4443a", 14)
        for at in range(9):
            c.circle(480 + at * 84, 900 - abs(4 - at) * 24, 44).fill(("#c8463d", "#f7efe0")[at % 2])
    elif picture == "sea":
        c.box(330, 140, 960, 830).fill("#f4d9b0")
        c.circle(1010, 350, 130).fill("#e4663f")
        for at, colour in enumerate(("#8fc4c9", "#4f9aaa", "#2f7590", "#1f4e6b")):
            c.curve([(330, 520 + at * 110), (520, 450 + at * 116), (760, 560 + at * 100), (1000, 470 + at * 118),
                     (1300, 540 + at * 108), (1300, 1000), (330, 1000)], True).fill(colour)
        c.polygon((560, 640), (900, 640), (840, 730), (620, 730)).fill("#b4443a")
        c.polygon((720, 300), (720, 620), (560, 620)).fill("#fffaf0")
        c.polygon((740, 360), (740, 620), (880, 620)).fill("#f2e6cf")
    else:
        c.box(330, 140, 960, 830).fill("#24304f")
        for at in range(60):
            c.circle(c.random.uniform(360, 1260), c.random.uniform(170, 700), c.random.uniform(2, 6)).fill("#f7efc9")
        for at, colour in enumerate(("#e0a33e", "#c8553d", "#5aa38f", "#d98aa5", "#6f8fd0")):
            x = 470 + at * 170
            c.line((x, 980), (x, 700)).stroke("#3f7d5a", 14)
            for turn in range(8):
                angle = turn * 0.785
                c.ellipse(x + 56 * math.cos(angle), 640 + 56 * math.sin(angle), 44, 22, angle).fill(colour)
            c.circle(x, 640, 30).fill("#f7efc9")
    c.context.restore()
    c.box(330, 140, 960, 34).fill("#9f998c")
    c.box(0, 960, c.width, 110).fill("#8f9a7c")
    for x in (120, 1460):
        c.tree(x, 990, 330, "#5f8350")
    c.person(500, 1030, 150, "#355070")
    c.person(570, 1034, 140, "#d1495b")
    return c


def town_map(seed):
    """Municipalities on a table of regions, some of them left dark."""
    c = Canvas(seed)
    c.sky("#20384f", "#2d5068", to=1067)
    points = {}
    for row in range(7):
        for column in range(10):
            points[row, column] = (220 + column * 130 + c.random.uniform(-36, 36), 170 + row * 122 + c.random.uniform(-32, 32))
    colours = ("#f2c14e", "#e98a4a", "#7cc0b4", "#9ad1c2", "#d9dfd6")
    for row in range(6):
        for column in range(9):
            corner = (row in (0, 5) and column in (0, 8)) or (row == 0 and column == 7) or (row == 5 and column == 1)
            if corner:
                continue
            dark = c.random.random() < 0.34
            c.polygon(points[row, column], points[row, column + 1], points[row + 1, column + 1], points[row + 1, column]).fill(
                "#3d6078" if dark else c.random.choice(colours))
            c.polygon(points[row, column], points[row, column + 1], points[row + 1, column + 1], points[row + 1, column]).stroke("#20384f", 6)
    c.curve([(260, 190), (520, 150), (800, 220), (1120, 170), (1380, 240)]).stroke("#7fb7d4", 14)
    for x, y in ((560, 480), (860, 620), (1080, 420), (420, 700)):
        c.ellipse(x, y + 4, 26, 9).fill("#12202e", 0.5)
        c.polygon((x, y), (x - 34, y - 62), (x + 34, y - 62)).fill("#d8483e")
        c.circle(x, y - 72, 38).fill("#d8483e")
        c.circle(x, y - 72, 15).fill("#ffffff")
    return c
