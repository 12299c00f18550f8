"""What stories are about: a bell, a chart, a fire."""

import math

from .canvas import Canvas, mix, tone


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
