"""Land, water and weather."""

import math

from .canvas import Canvas, mix, tone


def mountains(seed, sky=("#f7c59f", "#f4dcc0"), far="#b08ea2", near="#2f3e57", sun=(1150, 330), pines="#23364a",
              lake=None, snow=False):
    c = Canvas(seed)
    c.sky(*sky)
    if sun:
        c.sun(*sun, 66)
    for at in range(4):
        share = at / 3
        base, height = 520 + at * 120, 330 - at * 45
        colour = mix(far, near, share)
        points = c.range(base, height, colour, mix(colour, sky[-1], 0.35 if at < 3 else 0.0), peaks=2 + at, step=26)
        if snow and at < 2:
            for left, top, right in zip(points, points[1:], points[2:]):
                if top[1] < left[1] and top[1] < right[1] and top[1] < base - height * 0.62:
                    c.polygon(top, (top[0] + 30, top[1] + 44), (top[0] + 8, top[1] + 34), (top[0] - 6, top[1] + 52),
                              (top[0] - 30, top[1] + 38)).fill("#ffffff", 0.85)
    if lake:
        c.water(860, *lake)
    if pines:
        for _ in range(46):
            x = c.random.uniform(0, c.width)
            edge = abs(x - c.width / 2) / (c.width / 2)
            if c.random.random() < 0.25 + edge:
                c.pine(x, 1010 + c.random.uniform(0, 70), c.random.uniform(130, 260) * (0.6 + 0.5 * edge),
                       tone(pines, c.random.uniform(-0.1, 0.08)))
    return c


def reservoir(seed):
    c = Canvas(seed)
    c.sky("#8fb7d4", "#dbe9ee")
    c.cloud(360, 210, 150, alpha=0.75)
    c.cloud(1180, 150, 110, alpha=0.6)
    c.range(520, 220, "#7d98a5", "#a9bcc0", peaks=3)
    c.range(600, 170, "#56766f", "#7a9488", rough=False, peaks=2)
    c.water(600, "#5f93ac", "#2e5f7e")
    # The drawn-down shore.
    for at, colour in enumerate(("#cdb896", "#bba37f", "#a78e69")):
        c.curve([(-40, 690 + at * 60), (300, 660 + at * 66), (640, 760 + at * 80), (760, 1100), (-40, 1100)], True).fill(colour)
    c.polygon((900, 560), (1640, 520), (1640, 1100), (1180, 1100)).fill_gradient(900, 0, 1640, 0, "#d5d3cb", "#8f9292")
    c.polygon((900, 560), (1640, 520), (1640, 566), (912, 600)).fill("#eceae2")
    for at in range(9):
        x = 960 + at * 80
        c.line((x, 590 - at * 4), (x + 190 - at * 12, 1100)).stroke("#7c8083", 5, 0.5)
    c.box(1330, 420, 96, 120, 4).fill("#c9c7be")
    c.polygon((1318, 422), (1378, 378), (1438, 422)).fill("#a4503c")
    for at in range(5):
        c.line((120 + at * 30, 705 + at * 64), (470 + at * 46, 720 + at * 74)).stroke("#8b7351", 3, 0.35)
    return c


def storm(seed):
    c = Canvas(seed)
    c.sky("#1f2c3d", "#4d6274", "#94a1a3", to=640)
    for x, y, size, colour in ((240, 200, 330, "#27364a"), (760, 150, 420, "#1c2939"), (1330, 220, 380, "#2c3c50"),
                               (1020, 300, 260, "#3b4c5f")):
        c.cloud(x, y, size, colour, 0.95)
    c.line((1010, 330), (960, 430), (1012, 440), (950, 590)).stroke("#fff2c2", 7)
    c.glow(975, 460, 360, "#fff2c2", 0.35)
    c.box(0, 590, c.width, 480).fill_gradient(0, 590, 0, 1067, "#3f5b6c", "#122735")
    for row in range(6):
        y, size = 640 + row * 82, 50 + row * 17
        points = [(-60, c.height)]
        for at in range(-1, 17):
            x = at * (118 + row * 8) + row * 37
            points += [(x, y), (x + size * 0.9, y - size * c.random.uniform(0.5, 1.0))]
        c.curve(points + [(c.width + 200, c.height)], True).fill(mix("#54788a", "#10212e", row / 5))
        for x, top in points[2::2]:
            if c.random.random() < 0.4:
                c.curve([(x - size * 0.7, top + size * 0.34), (x - size * 0.1, top + 6), (x + size * 0.5, top + size * 0.2)]).stroke(
                    "#e8f0f0", 4 + row, 0.55)
    # A lighthouse on its rock.
    c.polygon((60, 800), (150, 700), (330, 690), (430, 830), (470, 1067), (0, 1067)).fill("#1a222c")
    c.polygon((206, 700), (284, 700), (270, 440), (220, 440)).fill_gradient(206, 0, 284, 0, "#f3eee2", "#b9b4aa")
    for y in (500, 590):
        c.polygon((216, y), (274, y), (278, y + 44), (212, y + 44)).fill("#b4443a")
    c.box(214, 396, 62, 46, 4).fill("#ffe9a6")
    c.polygon((206, 398), (245, 356), (284, 398)).fill("#28323f")
    c.polygon((270, 410), (1640, 250), (1640, 480), (270, 428)).fill("#fff0bd", 0.12)
    c.rain(170)
    return c


def vineyard(seed):
    c = Canvas(seed)
    c.sky("#f6b877", "#fbe3bd")
    c.sun(1220, 330, 74, "#fff4d8")
    c.range(560, 200, "#a07c86", "#cba795", peaks=2)
    c.range(640, 150, "#7a6d63", "#a8946d", rough=False, peaks=2)
    c.box(0, 640, c.width, 430).fill_gradient(0, 640, 0, 1067, "#93924f", "#5c6630")
    c.house(1010, 656, 150, 78, "#f3e2c4", "#a84f3a")
    c.house(1150, 660, 90, 60, "#e9d5b3", "#94442f", door=False)
    for x in (960, 1270):
        c.polygon((x - 18, 660), (x, 520), (x + 18, 660)).fill("#3e5437")
    for row in range(-16, 17):
        top, low = 800 + row * 34, 800 + row * 190
        c.polygon((top - 5, 680), (top + 5, 680), (low + 46, 1067), (low - 46, 1067)).fill("#7a5a3c", 0.55)
        for at in range(11):
            share = (at / 10) ** 1.7
            y = 684 + share * 400
            x = top + (low - top) * (y - 680) / 387 + 24 * share
            size = 7 + 46 * share
            c.ellipse(x, y - size * 0.5, size * 1.15, size * 0.8).fill(mix("#7d8a3c", "#41592a", share))
            if share > 0.25:
                for dx in (-0.5, 0.15, 0.6):
                    c.circle(x + dx * size, y - size * 0.2, size * 0.14).fill("#5b3a68")
    return c


def flower_field(seed, flower="#8a6bb5", leaf="#6d7f58", sky=("#9fc0dd", "#f5dfd2"), hives=False):
    c = Canvas(seed)
    c.sky(*sky)
    c.cloud(330, 190, 140, alpha=0.8)
    c.cloud(1240, 250, 180, alpha=0.7)
    c.range(560, 190, "#8ea3b4", "#b7bfbe", peaks=2)
    c.range(630, 120, "#72876f", "#98a57d", rough=False, peaks=2)
    c.box(0, 640, c.width, 430).fill_gradient(0, 640, 0, 1067, mix(leaf, "#c9c79a", 0.4), leaf)
    for row in range(-15, 16):
        top, low = 700 + row * 40, 700 + row * 220
        c.polygon((top - 11, 648), (top + 11, 648), (low + 92, 1067), (low - 92, 1067)).fill_gradient(
            0, 648, 0, 1067, mix(flower, "#e8dfe8", 0.35), flower)
        for at in range(34):
            share = (at / 33) ** 1.6
            y = 652 + share * 430
            middle = top + (low - top) * (y - 648) / 419
            for _ in range(2):
                x = middle + c.random.uniform(-1, 1) * (11 + 81 * share)
                c.ellipse(x, y, 2 + 8 * share, 4 + 15 * share, 0.3).fill(tone(flower, c.random.uniform(-0.15, 0.35)), 0.8)
    if hives:
        for at, colour in enumerate(("#e9c46a", "#8ab6c1", "#f1efe6", "#d98e5f")):
            x, y = 250 + at * 300, 800 + (at % 2) * 60
            c.box(x, y - 120, 150, 120, 6).fill_gradient(x, 0, x + 150, 0, colour, tone(colour, -0.2))
            c.box(x - 10, y - 142, 170, 26, 6).fill(tone(colour, -0.45))
            c.line((x, y - 62), (x + 150, y - 62)).stroke(tone(colour, -0.3), 4)
            c.box(x + 48, y - 30, 54, 12, 6).fill("#33291f")
            for leg in (14, 120):
                c.box(x + leg, y, 16, 34).fill("#5f4a36")
        for _ in range(26):
            x, y = c.random.uniform(150, 1450), c.random.uniform(430, 880)
            c.ellipse(x, y - 4, 7, 4, -0.5).fill("#ffffff", 0.75)
            c.ellipse(x, y, 7, 5).fill("#3a2f1b")
    return c


def wind_park(seed):
    c = Canvas(seed)
    c.sky("#6ea8d0", "#cfe5ee", "#f7ead0")
    c.cloud(300, 240, 170, alpha=0.85)
    c.cloud(1340, 180, 130, alpha=0.7)
    c.range(700, 120, "#8fb07a", "#a9c184", rough=False, peaks=2)
    c.range(800, 130, "#c9b95c", "#d9c972", rough=False, peaks=2)
    c.range(930, 110, "#7f9a4a", "#5f7d38", rough=False, peaks=1)
    for x, foot, height in ((220, 690, 300), (520, 700, 370), (860, 760, 520), (1210, 700, 350), (1440, 690, 280)):
        c.polygon((x - height * 0.018, foot), (x + height * 0.018, foot), (x + height * 0.008, foot - height),
                  (x - height * 0.008, foot - height)).fill_gradient(x - 8, 0, x + 8, 0, "#ffffff", "#b8c3ca")
        turn = c.random.uniform(0, 2)
        for blade in range(3):
            angle = turn + blade * 2.094
            dx, dy = math.cos(angle), math.sin(angle)
            length = height * 0.56
            top = foot - height
            c.polygon((x - dy * 5, top + dx * 5), (x + dx * length * 0.3 - dy * 11, top + dy * length * 0.3 + dx * 11),
                      (x + dx * length, top + dy * length), (x + dy * 4, top - dx * 4)).fill("#f7fafb")
        c.circle(x, foot - height, height * 0.022).fill("#9aa7b0")
    for x in (110, 700, 1060, 1530):
        c.tree(x, 900, 120, "#55743a")
    return c


def aurora(seed):
    c = Canvas(seed)
    c.sky("#0a1430", "#123352", "#1d5560")
    c.stars(150, 0.6)
    for band in range(4):
        colour = ("#5cf2b0", "#37d3a4", "#7be3d3", "#a77bf0")[band]
        start = 160 + band * 70
        wave = [(x, start + 90 * math.sin(x / 230 + band * 1.3) + 30 * math.sin(x / 90 + band)) for x in range(-40, 1680, 20)]
        for x, y in wave:
            height = 210 + 90 * math.sin(x / 130 + band * 2)
            c.box(x, y - height, 21, height).fill_gradient(0, y - height, 0, y, (0, colour, 0.0), (1, colour, 0.20))
    c.range(720, 230, "#15263c", "#0d1a2c", peaks=3)
    c.water(740, "#123a4a", "#071522", "#8af5d0", 40)
    c.polygon((0, 900), (420, 860), (700, 930), (900, 1067), (0, 1067)).fill("#0a121d")
    for x, w, wall in ((110, 120, "#8c2f2b"), (290, 100, "#7a2a28"), (440, 84, "#93403a")):
        c.house(x, 890, w, 74, wall, "#1c2733", lit=True, door=False)
    return c


def ice(seed):
    c = Canvas(seed)
    c.sky("#7fb4d8", "#d9eef5", "#fdf3e4")
    c.sun(1260, 350, 48, "#ffffff")
    c.range(540, 230, "#b9d3e3", "#eaf4f8", peaks=3)
    c.range(610, 130, "#8fb6cf", "#d7e8f0", peaks=4)
    c.water(620, "#4d92b8", "#1d5a86", "#ffffff", 30)
    for x, y, s in ((250, 740, 190), (1220, 690, 230), (760, 680, 110), (600, 930, 150)):
        c.polygon((x - s, y), (x - s * 0.6, y - s * 0.7), (x - s * 0.1, y - s * 0.5), (x + s * 0.2, y - s * 0.95),
                  (x + s * 0.7, y - s * 0.3), (x + s, y)).fill("#f7fcff")
        c.polygon((x + s * 0.2, y - s * 0.95), (x + s * 0.7, y - s * 0.3), (x + s, y), (x + s * 0.1, y)).fill("#a9cfe2")
        c.polygon((x - s, y), (x + s, y), (x + s * 0.5, y + s * 0.35), (x - s * 0.6, y + s * 0.3)).fill("#8fd3e4", 0.45)
    c.polygon((860, 960), (1500, 960), (1420, 1067), (930, 1067)).fill("#b4443a")
    c.polygon((860, 960), (1500, 960), (1490, 982), (874, 982)).fill("#f2efe8")
    c.box(1010, 860, 260, 100, 6).fill("#f4f1e8")
    c.box(1060, 790, 130, 76, 6).fill("#e4e0d4")
    for x in range(1030, 1250, 44):
        c.box(x, 890, 24, 28, 4).fill("#35566c")
    c.line((1125, 790), (1125, 690)).stroke("#5d6670", 7)
    return c


def geyser_coast(seed):
    c = Canvas(seed)
    c.sky("#53607e", "#c98d7a", "#f3c892")
    c.range(560, 250, "#4b4660", "#7a6470", peaks=2)
    c.range(640, 120, "#39384a", "#55505c", rough=False, peaks=2)
    c.box(0, 640, c.width, 430).fill_gradient(0, 640, 0, 1067, "#5d5a58", "#2a2c33")
    c.polygon((700, 700), (1600, 650), (1600, 840), (980, 910)).fill_gradient(0, 650, 0, 910, "#7fc4cf", "#3e8fa5")
    for x, foot, size in ((470, 720, 240), (1160, 700, 150), (260, 690, 110)):
        for puff in range(12):
            share = puff / 11
            c.circle(x + c.random.uniform(-0.2, 0.3) * size * (0.3 + share), foot - size * 2.1 * share,
                     size * (0.13 + 0.34 * share)).fill("#fbf3ea", 0.5 - 0.3 * share)
        c.ellipse(x, foot, size * 0.3, size * 0.06).fill("#bfe2e4")
    for x, w, wall, roof in ((900, 110, "#e9e2d2", "#b4473a"), (1030, 96, "#d9c25f", "#394655"), (1140, 120, "#7fa3a8", "#2d3a49"),
                             (1280, 100, "#e6ded0", "#a5402f"), (1400, 120, "#b9574a", "#2e3947")):
        c.house(x, 940, w, 90, wall, roof, lit=True)
    c.box(0, 940, c.width, 130).fill("#22252c")
    c.grass(950, "#3f4a3e", 120)
    return c


def hot_city(seed):
    c = Canvas(seed)
    c.sky("#e0663f", "#f39a4c", "#fbd28a")
    c.sun(800, 380, 150, "#fff0c4", "#ffd27a")
    c.range(640, 120, "#c96a47", "#dc8a57", rough=False, peaks=2)
    x = -20.0
    while x < c.width:
        w, h = c.random.uniform(90, 170), c.random.uniform(120, 330)
        colour = c.random.choice(("#8c3f3a", "#9c4a3c", "#743545", "#a85a42"))
        c.tower_block(x, 830, w, h, colour, 0.06, "#ffe0a0")
        if c.random.random() < 0.4:
            c.ellipse(x + w / 2, 830 - h, w * 0.3, w * 0.24).fill(tone(colour, 0.1))
        x += w + 4
    c.box(0, 828, c.width, 240).fill_gradient(0, 828, 0, 1067, "#d98c52", "#a5543b")
    for y in range(5):
        c.curve([(-40, 850 + y * 44), (400, 838 + y * 48), (900, 862 + y * 45), (1660, 842 + y * 47)]).stroke("#ffe4ae", 5, 0.3)
    for x in (170, 520, 1080, 1430):
        foot = 980
        c.curve([(x, foot), (x + 8, foot - 130), (x + 26, foot - 230)]).stroke("#4c2a2e", 16)
        for turn in range(7):
            angle = -2.9 + turn * 0.45
            c.curve([(x + 26, foot - 230), (x + 26 + 70 * math.cos(angle), foot - 262 + 40 * math.sin(angle)),
                     (x + 26 + 125 * math.cos(angle), foot - 205 + 46 * math.sin(angle))]).stroke("#3f3a2c", 11)
    return c


def night_rescue(seed):
    c = Canvas(seed)
    c.sky("#0d1526", "#22344f", "#4c5f74")
    c.stars(120, 0.45)
    c.moon(1290, 190, 56)
    c.range(560, 330, "#43566d", "#31425a", peaks=2)
    c.range(700, 260, "#27384f", "#1e2c40", peaks=3)
    c.range(850, 160, "#dfe7ee", "#8fa0b3", rough=False, peaks=1)
    for x in (80, 190, 300, 1400, 1500):
        c.pine(x, 930 + c.random.uniform(-20, 30), c.random.uniform(220, 320), "#16222f")
    for at, (x, y) in enumerate(((560, 820), (690, 850), (820, 866), (960, 868))):
        c.polygon((x + 18, y - 112), (x + 330, y - 60 + at * 8), (x + 330, y + 40), (x + 18, y - 100)).fill("#ffedb0", 0.13)
        c.person(x, y, 140, ("#d4442f", "#d4442f", "#e8a02c", "#d4442f")[at], hair="#f2c230", legs="#1d2733", lean=0.06)
        c.glow(x + 14, y - 128, 60, "#fff3c4", 0.9)
        c.circle(x + 14, y - 130, 7).fill("#fffbe6")
    c.curve([(560, 760), (690, 800), (820, 806), (960, 812)]).stroke("#e9d9a0", 3, 0.8)
    return c


def birds(seed):
    c = Canvas(seed)
    c.sky("#8cc0dc", "#e2f0ee", "#f9efd6")
    c.cloud(380, 230, 190, alpha=0.85)
    c.cloud(1270, 320, 150, alpha=0.75)
    c.range(760, 90, "#9ab98a", "#b9cd95", rough=False, peaks=2)
    c.water(780, "#8cc3c9", "#4f94a4", "#ffffff", 30)
    c.curve([(-40, 900), (300, 860), (760, 910), (1100, 880), (1660, 930), (1660, 1100), (-40, 1100)], True).fill("#7f9a52")
    c.grass(890, "#5d7a3a", 240)
    c.box(1180, 480, 22, 440).fill("#6d5640")
    c.ellipse(1191, 480, 120, 34).fill("#7b6146")
    for at in range(30):
        c.line((1080 + at * 7, 480 + c.random.uniform(-16, 20)), (1100 + at * 7, 470 + c.random.uniform(-22, 26))).stroke("#54412e", 4)
    for x, flip in ((1160, -1), (1232, 1)):
        c.line((x, 470), (x, 400)).stroke("#cf5636", 6)
        c.ellipse(x, 370, 62, 38, 0.25 * flip).fill("#ffffff")
        c.ellipse(x - 34 * flip, 382, 42, 20, 0.35 * flip).fill("#262b30")
        c.curve([(x + 44 * flip, 352), (x + 58 * flip, 300), (x + 50 * flip, 270)]).stroke("#ffffff", 20)
        c.circle(x + 52 * flip, 262, 20).fill("#ffffff")
        c.polygon((x + 66 * flip, 254), (x + 140 * flip, 274), (x + 66 * flip, 272)).fill("#cf5636")
    for x, y, s in ((330, 400, 1.2), (520, 300, 0.9), (690, 420, 0.7), (180, 560, 0.6)):
        c.curve([(x - 120 * s, y - 40 * s), (x - 40 * s, y - 26 * s), (x, y), (x + 44 * s, y - 34 * s), (x + 124 * s, y - 56 * s)]).stroke("#ffffff", 22 * s)
        c.curve([(x - 120 * s, y - 34 * s), (x - 84 * s, y - 26 * s)]).stroke("#23272c", 20 * s)
        c.curve([(x + 88 * s, y - 42 * s), (x + 124 * s, y - 50 * s)]).stroke("#23272c", 20 * s)
        c.line((x + 4 * s, y), (x + 60 * s, y + 20 * s)).stroke("#cf5636", 5 * s)
    # The counting drone.
    c.box(820, 180, 96, 34, 14).fill("#39434f")
    for dx in (-70, 166):
        c.line((868, 196), (820 + dx, 176)).stroke("#39434f", 9)
        c.ellipse(820 + dx, 168, 62, 7).fill("#8d99a6", 0.8)
    c.circle(868, 222, 13).fill("#1b2026")
    return c
