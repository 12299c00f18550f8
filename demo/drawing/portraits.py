"""Stylised busts of people who do not exist, and the newsroom's own sign."""

import math

from .canvas import Canvas, mix, tone

SIZE = 600


def head(c):
    c.context.new_path()
    c.context.move_to(196, 230)
    c.context.curve_to(196, 340, 232, 424, 300, 426)
    c.context.curve_to(368, 424, 404, 340, 404, 230)
    c.context.curve_to(404, 120, 196, 120, 196, 230)
    c.context.close_path()


def portrait(seed, ground="#d9c7a3", skin="#e3b899", hair="#3b2d28", cut="short", coat="#2f4858", shirt="#f4f1e8",
             glasses=False, beard=None, earrings=None):
    c = Canvas(seed, SIZE, SIZE)
    c.sky(tone(ground, 0.22), ground, to=SIZE)
    c.circle(300, 300, 262).fill(tone(ground, 0.3), 0.55)
    shade = tone(skin, -0.16)
    if cut in ("long", "wavy"):
        c.curve([(176, 240), (190, 120), (300, 76), (410, 120), (424, 240), (440, 430), (400, 500), (200, 500), (160, 430)], True).fill(tone(hair, -0.12))
    if cut == "bob":
        c.curve([(172, 260), (190, 130), (300, 84), (410, 130), (428, 260), (420, 356), (180, 356)], True).fill(tone(hair, -0.12))
    if cut == "bun":
        c.circle(300, 84, 54).fill(tone(hair, -0.1))
    # Shoulders, neck.
    c.curve([(60, 640), (96, 500), (230, 446), (370, 446), (504, 500), (540, 640)], True).fill(coat)
    c.polygon((236, 452), (364, 452), (330, 560), (300, 600), (270, 560)).fill(shirt)
    c.polygon((232, 450), (262, 446), (286, 580), (240, 640), (190, 640)).fill(tone(coat, 0.14))
    c.polygon((368, 450), (338, 446), (314, 580), (360, 640), (410, 640)).fill(tone(coat, -0.1))
    c.curve([(250, 380), (250, 450), (300, 492), (350, 450), (350, 380)], True).fill(shade)
    # Head.
    if cut not in ("long", "wavy", "bob"):
        for x in (192, 408):
            c.ellipse(x, 292, 22, 34).fill(shade)
    head(c)
    c.fill(skin)
    # The side away from the light.
    c.context.save()
    head(c)
    c.context.clip()
    c.curve([(290, 440), (350, 390), (386, 300), (392, 190), (430, 190), (430, 440)], True).fill(shade, 0.5)
    c.context.restore()
    eyes = mix("#4a3626", "#39506b", c.random.random())
    if beard:
        c.context.new_path()
        c.context.move_to(197, 270)
        c.context.curve_to(204, 380, 240, 446, 300, 448)
        c.context.curve_to(360, 446, 396, 380, 403, 270)
        c.context.curve_to(392, 330, 360, 336, 300, 336)
        c.context.curve_to(240, 336, 208, 330, 197, 270)
        c.context.close_path()
        c.fill(beard)
    for x in (250, 350):
        c.curve([(x - 30, 238), (x, 226), (x + 30, 238)]).stroke(tone(hair, -0.15), 9)
        c.ellipse(x, 270, 19, 11).fill("#fffdf8")
        c.circle(x, 270, 10).fill(eyes)
        c.circle(x + 3, 267, 3).fill("#ffffff")
    c.curve([(304, 270), (312, 316), (296, 324), (286, 320)]).stroke(tone(skin, -0.28), 6)
    c.curve([(266, 366), (300, 380), (334, 366)]).stroke("#a8524a" if not beard else "#c4786a", 10)
    for x in (236, 364):
        c.ellipse(x, 330, 24, 15).fill("#e08a78", 0.22)
    # Hair in front.
    if cut == "short":
        c.curve([(188, 250), (184, 150), (250, 84), (350, 82), (414, 150), (414, 262), (402, 236), (388, 190), (330, 168), (250, 180), (208, 196)], True).fill(hair)
    elif cut == "bald":
        c.curve([(190, 280), (184, 220), (200, 200), (206, 250)], True).fill(hair)
        c.curve([(410, 280), (416, 220), (400, 200), (394, 250)], True).fill(hair)
    elif cut == "parted":
        c.curve([(188, 252), (178, 150), (262, 80), (372, 90), (420, 170), (414, 262), (402, 236), (390, 190), (260, 150), (214, 200)], True).fill(hair)
    elif cut == "bun":
        c.curve([(190, 240), (186, 140), (300, 84), (416, 140), (414, 258), (400, 226), (384, 180), (300, 150), (212, 180)], True).fill(hair)
    elif cut == "bob":
        c.curve([(176, 330), (170, 160), (300, 80), (430, 160), (424, 330), (402, 214), (330, 190), (250, 168), (204, 220)], True).fill(hair)
    else:
        c.curve([(178, 300), (172, 150), (300, 76), (428, 150), (422, 300), (400, 200), (300, 146), (200, 210)], True).fill(hair)
    if glasses:
        for x in (250, 350):
            c.box(x - 38, 246, 76, 52, 22).stroke("#2b2f36", 7)
        c.line((288, 266), (312, 266)).stroke("#2b2f36", 6)
    if earrings:
        for x in (188, 412):
            c.circle(x, 334, 9).fill(earrings)
    return c


def team(seed):
    c = Canvas(seed, SIZE, SIZE)
    c.sky("#17384f", "#0f2637", to=SIZE)
    # The river's deepest line, after which the paper is named.
    for at, colour in enumerate(("#2b6a80", "#3f8f98", "#7cc0b4")):
        c.curve([(-20, 250 + at * 70), (150, 190 + at * 76), (330, 320 + at * 60), (460, 230 + at * 74), (640, 300 + at * 62)]).stroke(colour, 40 - at * 7)
    c.curve([(-20, 320), (150, 266), (330, 380), (460, 304), (640, 362)]).stroke("#f2c14e", 9)
    for at in range(5):
        x = 130 + at * 85
        c.curve([(x - 44, 640), (x - 36, 520), (x, 500), (x + 36, 520), (x + 44, 640)], True).fill(("#e07a4f", "#f4f1e8", "#f2c14e", "#7cc0b4", "#d98aa5")[at])
        c.circle(x, 462, 32).fill(("#e3b899", "#c99a78", "#e9c6a8", "#d9a987", "#b98562")[at])
        c.context.new_path()
        c.context.arc(x, 456, 35, math.pi, 2 * math.pi)
        c.context.close_path()
        c.fill(("#3b2d28", "#8a6a45", "#2b2422", "#a9a39a", "#4a3020")[at])
    return c
