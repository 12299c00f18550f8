"""Rooms where people sit, speak and play."""

import math

from .canvas import Canvas, mix, tone


def parliament(seed):
    c = Canvas(seed)
    c.sky("#e9dcc2", "#d6c19a", to=1067)
    for at in range(6):
        x = 80 + at * 290
        c.box(x, 60, 70, 560).fill_gradient(x, 0, x + 70, 0, "#f7f0df", "#c7b48e")
        c.box(x - 14, 40, 98, 30, 4).fill("#e8d9b8")
        c.box(x - 14, 600, 98, 30, 4).fill("#c7b48e")
    c.box(620, 150, 360, 300, 6).fill("#8c2f2b")
    c.box(640, 170, 320, 260, 4).fill("#a23a34")
    c.circle(800, 300, 84).stroke("#e9c46a", 10)
    for at in range(12):
        angle = at * math.pi / 6
        c.line((800 + 50 * math.cos(angle), 300 + 50 * math.sin(angle)), (800 + 74 * math.cos(angle), 300 + 74 * math.sin(angle))).stroke("#e9c46a", 8)
    c.box(560, 520, 480, 120, 8).fill("#6f4a2e")
    c.box(540, 500, 520, 30, 6).fill("#8a5f3c")
    for x in (660, 800, 940):
        c.person(x, 640, 210, ("#2f3e57", "#4a3b52", "#39493f")[(x - 660) // 140])
    c.box(540, 530, 520, 110, 6).fill("#7a5233")
    for row, (y, count, size) in enumerate(((740, 11, 0.8), (850, 9, 1.0), (985, 7, 1.25))):
        for at in range(count):
            share = (at - (count - 1) / 2) / ((count - 1) / 2)
            x, lift = 800 + share * 760, share * share * 46
            c.box(x - 58 * size, y - 74 * size - lift, 116 * size, 150 * size, 40 * size).fill(
                c.random.choice(("#2f3e57", "#3d4a5f", "#4a3b52", "#5d4a45", "#344c48")))
            c.circle(x, y - 104 * size - lift, 34 * size).fill(c.random.choice(("#3b2d28", "#5a4030", "#8a8279", "#2b2422")))
        bench = [(-80 + at * 220, y - 46 * ((at * 220 - 880) / 800) ** 2) for at in range(9)]
        c.curve(bench)
        c.context.line_to(1760, y + 200)
        c.context.line_to(-80, y + 200)
        c.context.close_path()
        c.fill_gradient(0, y - 50, 0, y + 150, tone("#8a5f3c", 0.06 - 0.1 * row), "#4f3524")
        c.curve(bench).stroke("#b58a5c", 9)
    return c


def ballot(seed):
    c = Canvas(seed)
    c.sky("#d9e4ea", "#b9cad6", to=1067)
    c.box(0, 760, c.width, 310).fill_gradient(0, 760, 0, 1067, "#9c7a56", "#6f5338")
    c.box(560, 430, 480, 400, 14).fill_gradient(560, 0, 1040, 0, "#f7f9fa", "#c3d0d9")
    c.polygon((560, 430), (640, 380), (1120, 380), (1040, 430)).fill("#e3eaee")
    c.polygon((1040, 430), (1120, 380), (1120, 770), (1040, 830)).fill("#a9b9c4")
    c.box(720, 398, 220, 16, 8).fill("#4b5a66")
    c.polygon((748, 404), (912, 404), (930, 190), (730, 190)).fill("#ffffff")
    for at in range(4):
        c.box(760, 230 + at * 38, 24, 24, 4).stroke("#6b7a86", 4)
        c.box(800, 236 + at * 38, 96, 10, 5).fill("#c3ccd3")
    c.line((762, 272), (772, 284), (792, 256)).stroke("#2f7d6e", 7)
    c.circle(800, 630, 96).fill("#2f7d6e")
    c.line((752, 632), (788, 670), (852, 594)).stroke("#ffffff", 22)
    # A tablet for voting at a distance.
    c.box(170, 560, 270, 360, 26).fill("#2b3440")
    c.box(190, 584, 230, 300, 10).fill("#eaf3f4")
    for at, colour in enumerate(("#5aa38f", "#c3ccd3", "#c3ccd3")):
        c.box(212, 620 + at * 66, 186, 46, 10).fill(colour)
    c.box(1190, 880, 260, 18, 9).fill("#34506b")
    c.polygon((1450, 880), (1480, 889), (1450, 898)).fill("#e9c46a")
    return c


def courtroom(seed):
    c = Canvas(seed)
    c.sky("#5a4030", "#7a5a40", to=1067)
    for at in range(8):
        c.box(20 + at * 200, 60, 170, 420, 4).fill("#6b4a34")
        c.box(36 + at * 200, 80, 138, 380, 4).fill("#7d583d")
    c.box(0, 820, c.width, 250).fill_gradient(0, 820, 0, 1067, "#4a352a", "#2d201a")
    for x, hair in ((560, "#a9a39a"), (800, "#3b2d28"), (1040, "#6b4a35")):
        c.box(x - 90, 300, 180, 330, 20).fill("#4a2c22")
        c.circle(x, 430, 52).fill("#e0b595")
        c.context.new_path()
        c.context.arc(x, 420, 56, math.pi, 2 * math.pi)
        c.context.close_path()
        c.fill(hair)
        c.curve([(x - 120, 640), (x - 92, 520), (x, 490), (x + 92, 520), (x + 120, 640)], True).fill("#1c1a20")
        c.polygon((x - 24, 496), (x + 24, 496), (x, 560)).fill("#8c2f2b")
    c.box(340, 600, 920, 60, 6).fill("#a5794f")
    c.box(370, 656, 860, 220).fill_gradient(0, 656, 0, 876, "#8a5f3c", "#5f3f28")
    for at in range(5):
        c.box(400 + at * 166, 686, 136, 160, 4).stroke("#a5794f", 6)
    # Scales.
    x, y = 250, 420
    c.line((x, y), (x, y + 330)).stroke("#e0b64e", 14)
    c.line((x - 130, y + 20), (x + 130, y - 10)).stroke("#e0b64e", 12)
    for dx, dy in ((-130, 20), (130, -10)):
        c.line((x + dx, y + dy), (x + dx - 52, y + dy + 130)).stroke("#e0b64e", 4)
        c.line((x + dx, y + dy), (x + dx + 52, y + dy + 130)).stroke("#e0b64e", 4)
        c.context.new_path()
        c.context.arc(x + dx, y + dy + 130, 60, 0, math.pi)
        c.context.close_path()
        c.fill("#e0b64e")
    c.box(x - 90, y + 330, 180, 24, 8).fill("#b58a35")
    c.line((1180, 560), (1300, 520)).stroke("#7a5233", 16)
    c.box(1270, 478, 60, 90, 14).fill("#8a5f3c")
    return c


def puppet_stage(seed):
    c = Canvas(seed)
    c.sky("#2a1a2e", "#3d2238", to=1067)
    c.box(240, 150, 1120, 640).fill_gradient(0, 150, 0, 790, "#f2b56b", "#e07a4f")
    c.circle(1060, 330, 90).fill("#fbe3a8")
    c.curve([(240, 640), (520, 560), (820, 650), (1100, 570), (1360, 640), (1360, 800), (240, 800)], True).fill("#8a4a5a")
    for side in (-1, 1):
        for at in range(5):
            x = 800 + side * (330 + at * 62)
            c.curve([(x, 130), (x + side * 60, 130), (x + side * (74 + 8 * at), 460), (x + side * 60, 800), (x + side * 6, 800),
                     (x + side * (26 - at * 6), 460)], True).fill(("#b4303a", "#8c2230")[at % 2])
    c.box(180, 90, 1240, 84, 10).fill("#8c2230")
    for at in range(12):
        c.circle(232 + at * 103, 172, 52).fill(("#b4303a", "#9c2834")[at % 2])
    c.box(180, 780, 1240, 50, 6).fill("#5f3a28")
    for x, coat, face, hat in ((600, "#2f7d8c", "#f2d2b0", "#e9c46a"), (800, "#c8463d", "#eabf98", "#3a2b4a"), (1000, "#5d8a4a", "#f2d2b0", "#c8463d")):
        for dx in (-70, 0, 70):
            c.line((x + dx * 0.5, 170), (x + dx, 470 if dx == 0 else 620)).stroke("#fff3d8", 2, 0.7)
        c.polygon((x - 74, 760), (x - 40, 580), (x + 40, 580), (x + 74, 760)).fill(coat)
        for dx in (-1, 1):
            c.line((x + dx * 40, 600), (x + dx * 72, 640)).stroke(coat, 24)
            c.circle(x + dx * 78, 646, 16).fill(face)
        c.circle(x, 530, 56).fill(face)
        for dx in (-20, 20):
            c.circle(x + dx, 526, 8).fill("#2b2023")
        c.curve([(x - 22, 552), (x, 566), (x + 22, 552)]).stroke("#b4443a", 6)
        c.polygon((x - 58, 506), (x + 58, 506), (x, 410)).fill(hat)
    for row in range(2):
        for at in range(13):
            x = 60 + at * 126 + row * 60
            c.circle(x, 930 + row * 80, 44).fill(mix("#1c1220", "#120b16", row))
            c.box(x - 62, 964 + row * 80, 124, 120, 40).fill(mix("#1c1220", "#120b16", row))
    return c


def reading_room(seed):
    c = Canvas(seed)
    c.sky("#e8d9bd", "#cdb58c", to=1067)
    for shelf in range(4):
        y = 90 + shelf * 160
        for part in ((60, 640), (960, 1540)):
            x = part[0]
            c.box(part[0] - 16, y - 12, part[1] - part[0] + 32, 150, 4).fill("#7a5233")
            while x < part[1] - 30:
                w, h = c.random.uniform(16, 38), c.random.uniform(80, 120)
                c.box(x, y + 126 - h, w, h, 2).fill(c.random.choice(
                    ("#8c2f2b", "#2f4858", "#c99a3f", "#4a6a52", "#6d597a", "#b5734a", "#34506b", "#e3d4b4")))
                x += w + 2
            c.box(part[0] - 16, y + 126, part[1] - part[0] + 32, 16).fill("#5f3f28")
    c.box(690, 110, 220, 420, 8).fill("#fbf3da")
    c.box(702, 122, 196, 396, 6).fill_gradient(0, 122, 0, 518, "#bfe0ea", "#f7ecd0")
    c.line((800, 122), (800, 518)).stroke("#e3d4b4", 8)
    c.line((702, 300), (898, 300)).stroke("#e3d4b4", 8)
    c.box(0, 790, c.width, 280).fill_gradient(0, 790, 0, 1067, "#8a5f3c", "#5f3f28")
    for x, coat in ((420, "#2f6690"), (760, "#b4443a"), (1160, "#4a6a52")):
        c.person(x, 860, 340, coat, hair=("#a9a39a" if x == 760 else "#3b2d28"))
    c.box(120, 760, 1360, 46, 8).fill("#a5794f")
    c.box(160, 800, 1280, 270).fill("#6f4a2e")
    for x in (420, 760, 1160):
        c.polygon((x - 110, 762), (x - 4, 744), (x - 4, 700), (x - 96, 716)).fill("#fffaf0")
        c.polygon((x + 110, 762), (x + 4, 744), (x + 4, 700), (x + 96, 716)).fill("#f2ead8")
    for x in (590, 980):
        c.line((x, 760), (x, 660)).stroke("#b58a35", 10)
        c.polygon((x - 66, 668), (x + 66, 668), (x + 38, 604), (x - 38, 604)).fill("#3f7d5a")
        c.glow(x, 690, 190, "#ffe3a1", 0.5)
    return c


def orchestra(seed):
    c = Canvas(seed)
    c.sky("#2b3540", "#4a5058", "#7a6a5c", to=900)
    for at in range(6):
        x = 40 + at * 270
        c.box(x, 90, 200, 330, 4).fill_gradient(0, 90, 0, 420, "#f2c98a", "#b9825a")
        for line in range(1, 4):
            c.line((x + line * 50, 90), (x + line * 50, 420)).stroke("#2b3036", 5)
        c.line((x, 250), (x + 200, 250)).stroke("#2b3036", 5)
    c.line((0, 60), (1600, 60)).stroke("#1f262d", 26)
    c.line((1180, 60), (1180, 210)).stroke("#1f262d", 8)
    c.curve([(1180, 210), (1230, 240), (1190, 290), (1150, 260)]).stroke("#d9a441", 14)
    c.box(0, 780, c.width, 290).fill_gradient(0, 780, 0, 1067, "#6a5b4a", "#3a322a")
    for row, count, foot, size in ((0, 9, 790, 210), (1, 8, 880, 250), (2, 6, 990, 290)):
        for at in range(count):
            x = 800 + (at - (count - 1) / 2) * (1500 / count)
            c.person(x, foot, size, "#1b1d24", hair=c.random.choice(("#2f2622", "#5a4030", "#8a6a45", "#a9a39a")), legs="#121318")
            if row == 2:
                c.ellipse(x + 44, foot - size * 0.44, size * 0.13, size * 0.2, 0.3).fill("#a5562f")
                c.line((x + 58, foot - size * 0.5), (x + 96, foot - size * 0.92)).stroke("#3b2418", 9)
                c.line((x - 50, foot - size * 0.46), (x + 92, foot - size * 0.4)).stroke("#e3d4b4", 4)
            elif row == 1:
                c.ellipse(x + 30, foot - size * 0.66, size * 0.1, size * 0.055, -0.5).fill("#b5682f")
                c.line((x - 20, foot - size * 0.52), (x + 66, foot - size * 0.78)).stroke("#e3d4b4", 4)
            else:
                c.line((x + 10, foot - size * 0.78), (x + 60, foot - size * 0.6)).stroke("#e0b64e", 9)
    c.box(730, 1000, 140, 70, 8).fill("#5f3f28")
    c.person(800, 1010, 320, "#101116", legs="#101116", hair="#a9a39a")
    c.line((840, 800), (930, 700)).stroke("#f7f1de", 5)
    return c
