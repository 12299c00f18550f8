"""Halls, stages, laboratories, sport, and things laid on a table."""

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


def chart(seed, rising=True):
    c = Canvas(seed)
    c.sky("#16324a", "#1f4a5e", to=1067)
    for y in range(200, 940, 120):
        c.line((140, y), (1480, y)).stroke("#ffffff", 2, 0.14)
    values = [0.28, 0.34, 0.31, 0.42, 0.47, 0.45, 0.58, 0.66, 0.72, 0.83] if rising else [0.8, 0.74, 0.77, 0.6, 0.66, 0.5, 0.42, 0.46, 0.36, 0.3]
    for at, value in enumerate(values):
        x, h = 170 + at * 132, value * 700
        c.box(x, 940 - h, 84, h, 8).fill_gradient(0, 940 - h, 0, 940, mix("#5ec2a5", "#f2c14e", at / 9), "#2b6675")
    line = [(212 + at * 132, 900 - (value * 0.86 + 0.1) * 760) for at, value in enumerate(values)]
    c.curve(line).stroke("#f7efe0", 9)
    for x, y in line:
        c.circle(x, y, 14).fill("#e07a3f")
        c.circle(x, y, 6).fill("#ffffff")
    c.line((140, 940), (1480, 940)).stroke("#dfe9ec", 5)
    for at, size in enumerate((5, 4, 6, 3)):
        for coin in range(size):
            x, y = 1180 + at * 100, 1010 - coin * 22
            c.ellipse(x, y + 10, 48, 16).fill("#a9792a")
            c.ellipse(x, y, 48, 16).fill("#e9c46a")
            c.ellipse(x, y, 32, 9).stroke("#b58a35", 3)
    return c


def workshop(seed):
    c = Canvas(seed)
    c.sky("#dfe7e6", "#b9c6c6", to=1067)
    for at in range(5):
        x = 40 + at * 320
        c.box(x, 110, 270, 300, 6).fill_gradient(0, 110, 0, 410, "#fbf3dc", "#cfe2e6")
        for line in (90, 180):
            c.line((x + line, 110), (x + line, 410)).stroke("#6b7a80", 6)
        c.line((x, 260), (x + 270, 260)).stroke("#6b7a80", 6)
    c.box(0, 780, c.width, 290).fill_gradient(0, 780, 0, 1067, "#8d8272", "#5f564a")
    c.line((0, 480), (1600, 480)).stroke("#4a555c", 14)
    for at, colour in enumerate(("#c8463d", "#2f7d8c", "#e0a33e")):
        x, y = 320 + at * 480, 720
        c.line((x, 480), (x, 560)).stroke("#4a555c", 6)
        for dx in (-125, 125):
            c.circle(x + dx, y, 98).stroke("#2b3036", 13)
            c.circle(x + dx, y, 12).fill("#6b7680")
            for spoke in range(10):
                angle = spoke * math.pi / 5
                c.line((x + dx, y), (x + dx + 92 * math.cos(angle), y + 92 * math.sin(angle))).stroke("#8d979e", 2)
        frame = [(x - 125, y), (x - 20, y + 4), (x + 92, y - 118), (x - 62, y - 112)]
        c.polygon(*frame).stroke(colour, 15)
        c.line((x - 20, y + 4), (x - 76, y - 150)).stroke(colour, 13)
        c.line((x + 125, y), (x + 86, y - 150)).stroke(colour, 13)
        c.line((x + 58, y - 168), (x + 110, y - 158)).stroke("#2b3036", 11)
        c.box(x - 112, y - 166, 74, 18, 9).fill("#33281f")
    for x, coat in ((90, "#2f6690"), (560, "#2f6690"), (1040, "#4a6a52"), (1500, "#2f6690")):
        c.person(x, 960, 330, coat)
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


def bell(seed):
    c = Canvas(seed)
    c.sky("#8fb9d0", "#f2dfc0")
    c.sun(330, 280, 60)
    c.range(720, 170, "#8c9a80", "#b3b88c", rough=False, peaks=2)
    for x in (180, 320, 1240, 1370, 1500):
        c.house(x, 830, 110, 76, "#efe0c5", "#a9523b")
    c.box(0, 820, c.width, 250).fill("#8a9a5c")
    c.box(520, 170, 560, 900).fill_gradient(520, 0, 1080, 0, "#f2e7d2", "#c9b797")
    c.polygon((480, 180), (800, 20), (1120, 180)).fill("#a44a35")
    c.context.new_path()
    c.context.move_to(590, 760)
    c.context.line_to(590, 430)
    c.context.arc(800, 430, 210, math.pi, 2 * math.pi)
    c.context.line_to(1010, 760)
    c.context.close_path()
    c.fill_gradient(0, 220, 0, 760, "#6fa3bf", "#dcd6bd")
    c.box(590, 300, 420, 26).fill("#5f4632")
    c.context.new_path()
    c.context.move_to(700, 350)
    c.context.curve_to(690, 500, 660, 560, 620, 640)
    c.context.line_to(980, 640)
    c.context.curve_to(940, 560, 910, 500, 900, 350)
    c.context.curve_to(880, 310, 720, 310, 700, 350)
    c.context.close_path()
    c.fill_gradient(620, 0, 980, 0, "#d9a441", "#8a6220")
    c.box(606, 632, 388, 34, 16).fill("#b5852f")
    c.line((712, 430), (888, 430)).stroke("#8a6220", 6)
    c.line((690, 500), (912, 500)).stroke("#8a6220", 6)
    c.circle(800, 694, 34).fill("#6b4c1a")
    c.curve([(830, 700), (900, 860), (880, 1067)]).stroke("#d9c9a0", 9)
    return c


def phone_fraud(seed):
    c = Canvas(seed)
    c.sky("#2b2440", "#4a2f4d", "#7a3f50", to=1067)
    for at in range(16):
        c.box(c.random.uniform(0, 1600), c.random.uniform(0, 1067), c.random.uniform(80, 240), 4, 2).fill("#ffffff", 0.07)
    c.box(590, 120, 420, 830, 54).fill("#14151d")
    c.box(612, 150, 376, 770, 34).fill_gradient(0, 150, 0, 920, "#f4f1ea", "#dcd6cf")
    c.box(730, 134, 140, 20, 10).fill("#14151d")
    c.box(640, 230, 270, 96, 22).fill("#ffffff")
    c.box(664, 256, 200, 14, 7).fill("#b9b4ac")
    c.box(664, 284, 140, 14, 7).fill("#b9b4ac")
    c.box(640, 350, 310, 150, 22).fill("#ffffff")
    c.box(664, 378, 240, 14, 7).fill("#b9b4ac")
    c.box(664, 408, 260, 14, 7).fill("#b9b4ac")
    c.box(664, 446, 180, 30, 8).fill("#d8483e")
    c.box(760, 540, 200, 70, 22).fill("#9ad1c2")
    c.box(784, 566, 130, 14, 7).fill("#5a9a88")
    c.polygon((1010, 560), (1180, 860), (840, 860)).fill("#e9b44c")
    c.polygon((1010, 600), (1150, 846), (870, 846)).fill("#f7d27a")
    c.box(996, 670, 28, 96, 12).fill("#3a2b20")
    c.circle(1010, 806, 18).fill("#3a2b20")
    c.curve([(590, 300), (420, 320), (330, 480), (360, 640)]).stroke("#c9713f", 8)
    c.curve([(360, 640), (420, 720), (330, 790), (250, 740), (280, 660)]).stroke("#c9713f", 9)
    c.box(170, 350, 220, 160, 8).fill("#b58a5c")
    c.box(170, 350, 220, 40, 4).fill("#9c7348")
    c.line((280, 350), (280, 510)).stroke("#e9d9b4", 14)
    return c


def warehouse_fire(seed):
    c = Canvas(seed)
    c.sky("#1c1520", "#4a2430", "#b4502f", to=760)
    c.glow(860, 560, 760, "#ff9a3c", 0.6)
    for at in range(20):
        share = at / 19
        c.circle(860 + c.random.uniform(-260, 200) * (0.4 + share), 520 - share * 520, 70 + 130 * share).fill(
            mix("#6a3a34", "#241c26", share), 0.5)
    for x, h in ((560, 190), (690, 300), (820, 250), (950, 340), (1080, 220), (1190, 150)):
        for size, colour in ((1.0, "#e0552a"), (0.7, "#f2953a"), (0.4, "#fbd86f")):
            c.curve([(x - 92 * size, 640), (x - 60 * size, 640 - h * 0.45 * size), (x - 10 * size, 640 - h * size),
                     (x + 44 * size, 640 - h * 0.5 * size), (x + 92 * size, 640)], True).fill(colour, 0.95)
    c.box(380, 630, 980, 230).fill_gradient(0, 630, 0, 860, "#4a3230", "#221a1c")
    c.polygon((380, 632), (560, 580), (600, 632)).fill("#33242a")
    for at in range(5):
        c.box(430 + at * 190, 680, 120, 180, 4).fill("#f2953a" if at in (1, 2, 3) else "#1c1618", 0.9)
    c.box(0, 856, c.width, 212).fill_gradient(0, 856, 0, 1067, "#3a2a2c", "#151217")
    c.box(60, 720, 420, 170, 16).fill("#c8362c")
    c.box(60, 800, 420, 24).fill("#f7efe0")
    c.box(360, 742, 96, 70, 8).fill("#5d7384")
    c.line((120, 716), (430, 580)).stroke("#d9d5cc", 12)
    for x in (150, 390):
        c.circle(x, 896, 46).fill("#0f0f14")
        c.circle(x, 896, 18).fill("#b9bfc6")
    c.glow(250, 706, 150, "#6f9cff", 0.9)
    c.box(220, 694, 70, 28, 8).fill("#5b8cff")
    for x, y in ((620, 960), (700, 966)):
        c.person(x, y, 190, "#d9a441", hair="#c8362c", legs="#c89030")
    c.curve([(720, 860), (860, 740), (980, 620)]).stroke("#cfe6f2", 16, 0.75)
    c.curve([(724, 860), (850, 760), (940, 660)]).stroke("#ffffff", 7, 0.8)
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


def mosaic(seed):
    c = Canvas(seed)
    c.sky("#b59a72", "#8f7650", to=1067)
    for _ in range(120):
        c.ellipse(c.random.uniform(0, 1600), c.random.uniform(0, 1067), c.random.uniform(6, 22), c.random.uniform(4, 12)).fill(
            c.random.choice(("#a48a62", "#c4aa80", "#7d6544")), 0.6)
    size = 20
    for row in range(10, 44):
        for column in range(13, 68):
            x, y = column * size + c.random.uniform(-1.5, 1.5), row * size + c.random.uniform(-1.5, 1.5)
            dx, dy = (x - 800) / 520, (y - 540) / 320
            distance = math.hypot(dx, dy)
            if distance > 1.05 or (c.random.random() < 0.12 and distance > 0.8):
                continue
            colour = "#efe3c8"
            angle = math.atan2(dy, dx)
            if 0.88 < distance <= 1.05:
                colour = ("#8c2f2b", "#efe3c8")[int((angle + 3.2) * 9) % 2]
            elif 0.76 < distance <= 0.88:
                colour = "#2f4858"
            else:
                body = math.hypot((x - 770) / 270, (y - 560) / 96)
                tail = abs(y - 560) < (x - 1010) * 0.9 and 1010 < x < 1150
                if body < 1:
                    colour = "#c9713f" if (row + column) % 3 else "#e0a33e"
                    if math.hypot(x - 590, y - 540) < 22:
                        colour = "#1c2630"
                elif tail:
                    colour = "#b4443a"
                elif (row * 3 + column) % 17 < 3:
                    colour = "#7fb3b8"
            c.box(x, y, size - 3, size - 3, 3).fill(tone(colour, c.random.uniform(-0.1, 0.1)))
    c.polygon((1180, 900), (1420, 760), (1436, 784), (1200, 926)).fill("#8a5f3c")
    c.polygon((1120, 930), (1190, 880), (1220, 930), (1150, 990)).fill("#b9bfc6")
    c.box(150, 120, 210, 60, 8).fill("#efe7d4")
    for at in range(10):
        c.line((162 + at * 20, 120), (162 + at * 20, 140 + (at % 5 == 0) * 14)).stroke("#4b4436", 3)
    c.line((60, 960), (300, 1020)).stroke("#f4efe2", 5)
    c.line((40, 300), (60, 960)).stroke("#f4efe2", 5)
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


def seismograph(seed):
    c = Canvas(seed)
    c.sky("#f1e7d3", "#dccbab", to=1067)
    c.box(140, 160, 1320, 620, 18).fill("#fffaf0")
    for y in range(200, 780, 40):
        c.line((150, y), (1450, y)).stroke("#e4c9b0", 2)
    for x in range(180, 1450, 40):
        c.line((x, 170), (x, 770)).stroke("#e4c9b0", 1.5)
    for row, (y, colour, strong) in enumerate(((280, "#2f4858", 0.3), (470, "#b4443a", 1.0), (660, "#3f7d6e", 0.5))):
        points = []
        for x in range(160, 1290, 5):
            away = (x - 620 - row * 60) / 90
            size = 10 + 150 * strong * (math.exp(-away) if away > 0 else 0) + (26 * strong if -1.6 < away <= 0 else 0)
            points.append((x, y + max(-94, min(94, c.random.uniform(-1, 1) * size))))
        c.line(*points).stroke(colour, 4)
        c.line((1280, y), (1450, y - 10)).stroke("#5b5148", 10)
        c.circle(1290, y, 12).fill("#5b5148")
    c.box(1420, 200, 70, 560, 16).fill("#8a5f3c")
    c.range(960, 110, "#8a7a5c", "#6f6048", peaks=4)
    for radius in (90, 170, 250, 330):
        c.ellipse(620, 1010, radius * 1.5, radius * 0.4).stroke("#b4443a", 6, 0.75 - radius / 500)
    c.circle(620, 1010, 20).fill("#b4443a")
    return c
