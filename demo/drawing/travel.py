"""What moves, and where it stops."""

from .canvas import Canvas


def mobile_library(seed):
    c = Canvas(seed)
    c.sky("#f3c9a5", "#f9e6c9")
    c.sun(1230, 290, 64)
    c.range(600, 220, "#b79aa0", "#d8b9a4", peaks=2)
    c.range(700, 150, "#9aa276", "#b9bb86", rough=False, peaks=2)
    c.range(820, 90, "#7f9157", "#667b45", rough=False, peaks=1)
    for x in (90, 200, 1290, 1400, 1500):
        c.house(x, 740, 100, 70, "#efe0c5", "#a9523b")
    c.polygon((0, 910), (1600, 880), (1600, 1067), (0, 1067)).fill("#6e6a66")
    for x in range(40, 1600, 190):
        c.polygon((x, 990), (x + 110, 988), (x + 112, 998), (x, 1000)).fill("#f4efe2")
    c.box(420, 560, 800, 330, 46).fill_gradient(0, 560, 0, 890, "#2a7f7d", "#1c5c5f")
    c.box(420, 740, 800, 26).fill("#f2c14e")
    for at in range(5):
        x = 470 + at * 126
        c.box(x, 610, 104, 104, 10).fill("#dfeee8")
        for book in range(8):
            height = c.random.uniform(46, 78)
            c.box(x + 8 + book * 11.4, 706 - height, 9.5, height, 1).fill(
                c.random.choice(("#c8553d", "#2f4858", "#e9c46a", "#6d597a", "#588157", "#b56576")))
    c.box(1110, 610, 92, 200, 10).fill("#cfe3e2")
    c.polygon((1110, 610), (1202, 610), (1110, 740)).fill("#ffffff", 0.35)
    for x in (580, 1060):
        c.circle(x, 890, 62).fill("#22262b")
        c.circle(x, 890, 27).fill("#c9ced2")
    c.circle(1208, 820, 15).fill("#fff0bd")
    for x, coat, height in ((330, "#d1495b", 190), (270, "#edae49", 140), (1330, "#355070", 200), (1400, "#588157", 130)):
        c.person(x, 960, height, coat)
        c.box(x - 34, 960 - height * 0.62, 30, 40, 3).fill("#f7f1de")
    return c


def ambulance(seed):
    c = Canvas(seed)
    c.sky("#121a34", "#2c3560", "#6a5378")
    c.skyline(720, ("#1d2446", "#232a50", "#19203c"), 140, 420, 0.2)
    c.box(0, 720, c.width, 350).fill_gradient(0, 720, 0, 1067, "#2c3147", "#151826")
    for x in range(-40, 1600, 210):
        c.polygon((x, 950), (x + 120, 950), (x + 110, 964), (x - 14, 964)).fill("#cfd3dd", 0.7)
    c.lamp(160, 760, 380)
    c.lamp(1400, 760, 380)
    c.glow(760, 520, 460, "#5b8cff", 0.45)
    c.box(440, 560, 560, 290, 26).fill_gradient(0, 560, 0, 850, "#fbfbf7", "#cfd3d8")
    c.polygon((1000, 600), (1090, 600), (1190, 720), (1210, 850), (1000, 850)).fill("#eef0ef")
    c.polygon((1020, 622), (1082, 622), (1152, 718), (1020, 718)).fill("#4b6a86")
    c.box(440, 716, 770, 34).fill("#d8483e")
    c.box(520, 612, 150, 84, 8).fill("#41607b")
    for w, h in ((120, 38), (38, 120)):
        c.box(830 - w / 2, 640 - h / 2, w, h, 5).fill("#d8483e")
    c.box(660, 530, 150, 34, 12).fill("#3f74ff")
    c.glow(735, 544, 140, "#9fbcff", 0.9)
    for x in (570, 1080):
        c.circle(x, 852, 60).fill("#14171f")
        c.circle(x, 852, 26).fill("#b9bfc6")
    c.polygon((1206, 780), (1640, 720), (1640, 960), (1206, 810)).fill("#fff3c4", 0.18)
    c.person(330, 900, 220, "#d8483e", legs="#d8483e")
    c.person(260, 905, 210, "#3d6f8a", legs="#2c5268", hair="#8a6a45")
    for at in range(26):
        c.box(c.random.uniform(300, 1400), c.random.uniform(880, 1050), c.random.uniform(40, 140), 5, 3).fill("#8fb0ff", 0.18)
    return c


def train(seed):
    c = Canvas(seed)
    c.sky("#f0a36b", "#f8d3a0", "#fcecd0")
    c.sun(380, 380, 80)
    c.range(560, 190, "#b08484", "#d6a58c", peaks=2)
    c.range(660, 130, "#8c8a72", "#b0a67c", rough=False, peaks=2)
    c.range(800, 80, "#6c7a4c", "#56683d", rough=False, peaks=1)
    c.box(0, 850, c.width, 217).fill("#5a5148")
    for x in range(-60, 1700, 74):
        c.polygon((x, 900), (x + 40, 900), (x + 20, 944), (x - 24, 944)).fill("#3c3530")
    for y in (906, 934):
        c.line((0, y), (1600, y)).stroke("#c9c4bb", 8)
    c.curve([(1480, 880), (1590, 860), (1560, 700), (1400, 610), (1320, 600)]).stroke("#ffffff", 2, 0)
    c.context.new_path()
    c.context.move_to(-20, 610)
    c.context.line_to(1120, 610)
    c.context.curve_to(1360, 612, 1500, 740, 1540, 880)
    c.context.line_to(-20, 880)
    c.context.close_path()
    c.fill_gradient(0, 610, 0, 880, "#f7f7f3", "#c3ccd3")
    c.context.new_path()
    c.context.move_to(1130, 650)
    c.context.curve_to(1290, 655, 1380, 700, 1420, 756)
    c.context.line_to(1190, 756)
    c.context.close_path()
    c.fill("#2c4356")
    c.polygon((-20, 790), (1506, 790), (1524, 832), (-20, 832)).fill("#1f6f78")
    c.box(-20, 840, 1556, 12).fill("#d9713c")
    for x in range(20, 1080, 150):
        c.box(x, 660, 116, 96, 16).fill("#35516a")
        c.polygon((x + 10, 664), (x + 70, 664), (x + 26, 752), (x + 4, 752)).fill("#ffffff", 0.16)
    c.circle(1490, 830, 14).fill("#fff6cf")
    for at in range(9):
        y = 640 + at * 26
        c.line((0, y), (c.random.uniform(120, 420), y)).stroke("#ffffff", 3, 0.4)
    for x in range(60, 1600, 380):
        c.line((x, 900), (x, 470)).stroke("#5b5148", 9)
        c.line((x, 500), (x + 110, 500)).stroke("#5b5148", 6)
    c.line((0, 520), (1600, 520)).stroke("#5b5148", 3)
    return c


def night_tram(seed):
    c = Canvas(seed)
    c.sky("#1a1f3c", "#433a63", "#8a5a73")
    c.stars(40, 0.3)
    c.skyline(700, ("#262a4d", "#2f2e55", "#202444"), 200, 470, 0.3)
    c.box(0, 700, c.width, 370).fill_gradient(0, 700, 0, 1067, "#3a3752", "#17182a")
    for dx in (-30, 30):
        c.line((560 + dx * 2, 1067), (760 + dx, 700)).stroke("#a9a6bd", 5)
        c.line((1040 + dx * 2, 1067), (840 + dx, 700)).stroke("#a9a6bd", 5, 0.5)
    for x, y, size in ((150, 860, 430), (1450, 860, 430), (420, 760, 260), (1180, 760, 260)):
        c.lamp(x, y, size)
    c.glow(640, 760, 420, "#ffd98a", 0.35)
    c.box(480, 470, 330, 440, 34).fill_gradient(480, 0, 810, 0, "#e9b44c", "#c58a2f")
    c.box(506, 506, 278, 180, 18).fill("#23324a")
    c.polygon((520, 512), (640, 512), (570, 680), (512, 680)).fill("#ffffff", 0.12)
    c.box(560, 440, 170, 44, 8).fill("#1d2233")
    for at in range(5):
        c.box(578 + at * 30, 452, 18, 20, 3).fill("#ffb347")
    c.box(480, 740, 330, 20).fill("#f7efe0")
    for x in (540, 750):
        c.circle(x, 812, 26).fill("#fff7d6")
        c.glow(x, 812, 130, "#fff1b8", 0.8)
    c.box(500, 880, 290, 46, 10).fill("#2a2c3c")
    c.line((646, 440), (590, 360), (700, 300)).stroke("#15172a", 6)
    c.line((0, 290), (1600, 300)).stroke("#15172a", 3)
    c.person(1010, 930, 210, "#b5533c")
    c.person(1080, 935, 200, "#4f7d8c", hair="#8a6a45")
    c.person(1240, 920, 190, "#7a6aa0")
    return c


def harbour(seed, ferry=False):
    c = Canvas(seed)
    c.sky("#7fb3cf", "#dcebee", "#f8e6cc")
    c.cloud(300, 220, 160, alpha=0.8)
    c.cloud(1200, 160, 120, alpha=0.7)
    c.range(620, 90, "#93a9b0", "#aebcbd", rough=False, peaks=2)
    for x in ((140, 420, 700) if not ferry else (180, 360)):
        for dx in (0, 120):
            c.line((x + dx, 650), (x + dx + 14, 330)).stroke("#d9713c", 14)
        c.line((x - 90, 340), (x + 320, 322)).stroke("#d9713c", 16)
        c.line((x + 60, 260), (x + 300, 324)).stroke("#b85a2d", 5)
        c.line((x + 60, 260), (x - 80, 338)).stroke("#b85a2d", 5)
        c.line((x + 62, 336), (x + 62, 258)).stroke("#d9713c", 10)
        c.line((x + 240, 328), (x + 240, 450)).stroke("#4c5963", 3)
    colours = ("#c8553d", "#2f6690", "#e0a33e", "#4f8a6b", "#6b7a88", "#b56576")
    c.box(0, 640, c.width, 40).fill("#8b8f92")
    if not ferry:
        for x in range(0, 940, 92):
            for row in range(c.random.choice((1, 2, 3))):
                c.box(x, 602 - row * 40, 88, 38, 2).fill(c.random.choice(colours))
    c.water(676, "#5d98ad", "#265a78", "#ffffff", 44)
    if ferry:
        c.polygon((330, 760), (1380, 760), (1290, 900), (420, 900)).fill_gradient(0, 760, 0, 900, "#f8f6ef", "#c7d0d4")
        c.polygon((346, 800), (1352, 800), (1338, 826), (364, 826)).fill("#2f9e8f")
        c.box(470, 640, 700, 122, 18).fill("#f3f1e8")
        c.box(560, 560, 430, 90, 16).fill("#e4e6e2")
        for x in range(500, 1140, 66):
            c.box(x, 670, 46, 50, 8).fill("#3d637b")
        for x in range(590, 960, 62):
            c.box(x, 584, 44, 36, 8).fill("#3d637b")
        c.line((800, 560), (800, 450)).stroke("#707a80", 8)
        c.polygon((800, 456), (880, 474), (800, 494)).fill("#2f9e8f")
    else:
        c.polygon((620, 770), (1580, 740), (1500, 930), (720, 930)).fill_gradient(0, 740, 0, 930, "#22506b", "#153247")
        c.polygon((690, 890), (1516, 884), (1500, 930), (720, 930)).fill("#b4443a")
        for x in range(720, 1320, 92):
            for row in range(c.random.choice((2, 3, 3))):
                c.box(x, 724 - row * 44, 88, 42, 2).fill(c.random.choice(colours))
        c.box(1360, 580, 130, 176, 8).fill("#f4f2ea")
        c.box(1346, 600, 158, 40, 6).fill("#dfe3e2")
        c.line((1424, 580), (1424, 500)).stroke("#8b949a", 7)
        c.ellipse(1424, 498, 28, 12).fill("#39434f")
    for at in range(3):
        c.curve([(200, 960 + at * 34), (560, 944 + at * 34), (1000, 968 + at * 34), (1500, 950 + at * 34)]).stroke("#ffffff", 4, 0.3)
    return c


def lakeside_talks(seed):
    c = Canvas(seed)
    c.sky("#a3c3dc", "#e8eff0", "#f9ead2")
    c.range(540, 270, "#93aabf", "#dbe4ea", peaks=2)
    c.range(600, 140, "#6d8aa0", "#a5b9c2", peaks=3)
    c.water(610, "#86b3c7", "#4f89a6", "#ffffff", 34)
    c.curve([(300, 620), (306, 500), (312, 330)]).stroke("#ffffff", 22, 0.75)
    c.curve([(312, 330), (350, 390), (368, 600)]).stroke("#ffffff", 16, 0.4)
    c.box(0, 850, c.width, 220).fill("#e3dccb")
    c.box(0, 842, c.width, 16).fill("#b9ae96")
    for x in range(30, 1600, 70):
        c.line((x, 842), (x, 770)).stroke("#8d8775", 6)
    c.line((0, 770), (1600, 770)).stroke("#8d8775", 9)
    flags = (("#3b6ea5", "#f4f4f0"), ("#c8463d", "#f2c14e"), ("#4a9a66", "#f4f4f0"), ("#f2c14e", "#3b4a6b"), ("#6d597a", "#f4f4f0"))
    for at, (first, second) in enumerate(flags):
        x = 620 + at * 190
        c.line((x, 860), (x, 400)).stroke("#7d868c", 9)
        c.curve([(x, 408), (x + 70, 392), (x + 140, 412), (x + 140, 462), (x + 70, 442), (x, 458)], True).fill(first)
        c.curve([(x, 458), (x + 70, 442), (x + 140, 462), (x + 140, 510), (x + 70, 492), (x, 508)], True).fill(second)
    for x, coat in ((250, "#2f3e57"), (330, "#6d4c5b"), (470, "#3e5a50"), (1500, "#2f3e57")):
        c.person(x, 1000, 220, coat, hair=c.random.choice(("#3b2d28", "#a9a39a", "#6b4a35")))
    return c
